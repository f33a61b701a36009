import fc from 'fast-check';
import { expect, test } from 'vitest';

import { factsOfFile, saidOfFile } from '../testing/said.ts';

function said(text: string): readonly string[] {
  return saidOfFile('.env.example', text);
}

test('a name is said where it stands, for who knows whose it is', () => {
  expect(factsOfFile('.env', '# keys\nexport SEGMENT_WRITE_KEY=abc\n')).toEqual([
    {
      kind: 'package',
      at: { file: '.env', line: 2, column: 8, endLine: 2, endColumn: 29 },
      subject: 'env:SEGMENT_WRITE_KEY',
      name: 'env:SEGMENT_WRITE_KEY',
      how: 'dependency',
    },
  ]);
});

test('addresses say protocol and host, and nothing of this machine', () => {
  expect(
    said('API=http://api.example.com/v1?key=s3cret # plain\nWEB=http://localhost:3000\n'),
  ).toEqual(['cleartext 1 http://api.example.com', 'host 1 api.example.com']);
  expect(said('ORIGINS=http://localhost:3000,http://app.example.com\n')).toEqual([
    'cleartext 1 http://app.example.com',
  ]);
});

test('another machine of an internal network is as far as any; a bare word may be a container', () => {
  const [other, privately, beside] = factsOfFile(
    '.env.example',
    'CACHE=redis://cache.internal:6379\nQUEUE=amqp://10.1.2.3\nREDIS=redis://redis:6379\n',
  );

  expect(other).not.toHaveProperty('network');
  expect(privately).not.toHaveProperty('network');
  expect(beside).toHaveProperty('network', 'internal');
});

test('switches that protect nothing are said with their value', () => {
  const text = 'NODE_TLS_REJECT_UNAUTHORIZED="0"\nNODE_OPTIONS=--tls-min-v1.0\n';

  expect(said(text).filter((line) => !line.startsWith('package'))).toEqual([
    'certificate-check 1 NODE_TLS_REJECT_UNAUTHORIZED=0',
    'tls 2 NODE_OPTIONS',
  ]);
});

test('a database without TLS is as far away as the host beside it', () => {
  expect(said('PGSSLMODE=disable\nPGHOST=db.example.com\n')).toEqual([
    'cleartext 1 PGSSLMODE=disable',
  ]);
  expect(said('PGSSLMODE=disable\nPGHOST=localhost\n')).toEqual([]);
  expect(said('DATABASE_URL=postgres://u:p@db.example.com/x?sslmode=disable\n').slice(1)).toEqual([
    'cleartext 1 postgres://db.example.com',
    'host 1 db.example.com',
  ]);
});

test('no value of a variable is ever copied', () => {
  const secret = fc.stringMatching(/^[a-zA-Z0-9+/]{16,40}$/);
  const name = fc.constantFrom(
    'API_KEY',
    'SENTRY_DSN',
    'GIT_SSL_NO_VERIFY',
    'DATABASE_URL',
    'TLS_VERSION',
    'PIP_TRUSTED_HOST',
  );
  const shape = fc.constantFrom(
    '?',
    'https://?@example.org/1',
    'postgres://u:?@db.example.org/x?sslmode=disable',
    '"?"',
    'http://h.example.org/?',
  );
  fc.assert(
    fc.property(name, shape, secret, (variable, form, value) => {
      const text = `${variable}=${form.replace('?', () => value)}\n`;
      return !JSON.stringify(factsOfFile('.env', text)).includes(value);
    }),
  );
});

test('a byte order mark and line ends of Windows are no part of anything', () => {
  expect(said('\u{FEFF}URL=http://a.example.com\r\nWEB=http://b.example.com\r\n')).toEqual([
    'cleartext 1 http://a.example.com',
    'host 1 a.example.com',
    'cleartext 2 http://b.example.com',
    'host 2 b.example.com',
  ]);
});

test('a quote that is never closed is a value of one line', () => {
  expect(said('A_B="open\nURL=http://a.example.com\n')).toContain(
    'cleartext 2 http://a.example.com',
  );
});
