import fc from 'fast-check';
import { expect, test } from 'vitest';

import { extractFacts } from '../extract-facts.ts';
import { factsOfFile, saidOfFile } from '../testing/said.ts';

function said(text: string): readonly string[] {
  return saidOfFile('nginx.conf', text);
}

const certificate = 'ssl_certificate /c.pem;';

test('the oldest version of a list is what a server or an upstream connection allows', () => {
  const [server, client] = factsOfFile(
    'nginx.conf',
    'server {\n  ssl_protocols TLSv1.3 TLSv1.1;\n  location / { proxy_ssl_protocols TLSv1.2; }\n}\n',
  );

  expect(server).toEqual({
    kind: 'tls',
    at: { file: 'nginx.conf', line: 2, column: 3, endLine: 2, endColumn: 33 },
    subject: 'nginx ssl_protocols',
    end: 'server',
    minimum: '1.1',
    written: 'ssl_protocols TLSv1.3 TLSv1.1',
  });
  expect(client).toMatchObject({ end: 'client', minimum: '1.2' });
});

test('a server that answers on a plain port is in clear text unless it sends readers on', () => {
  const other = `server {\n${certificate} listen 443 ssl;\n}\n`;

  expect(said(`${other}server {\n  listen 80;\n}`)).toEqual(['cleartext 5 listen 80']);
  expect(said(`${other}server { listen 80; return 301 https://$host$request_uri; }`)).toEqual([]);
  expect(
    said(`${other}server { listen 80; location / { return 308 https://$host$request_uri; } }`),
  ).toEqual([]);
  expect(said(`${other}server { listen 127.0.0.1:80; }`)).toEqual([]);
  expect(said(`${other}server { listen unix:/run/x.sock; }`)).toEqual([]);
});

test('a redirect of some requests leaves the others in the clear', () => {
  const other = `server { ${certificate} listen 443 ssl; }\n`;
  const plain = (condition: string): readonly string[] =>
    said(`${other}server { listen 80; if (${condition}) { return 301 https://a.example.com; } }`);

  expect(plain('$host = a.example.com')).toEqual([]);
  expect(plain('$http_user_agent ~* "x"')).toEqual(['cleartext 2 listen 80']);
});

test('where nothing in the file ends TLS, something in front of it may', () => {
  expect(said('server { listen 8080; }')).toEqual(['cleartext 1 listen 8080 internal']);
});

test('requests that are handed on in the clear are told by how far they go', () => {
  const pass = (to: string): readonly string[] =>
    said(`upstream app { server 127.0.0.1:3000; }\nserver { location / {\nproxy_pass ${to};\n} }`);

  expect(pass('http://api.example.com/')).toEqual([
    'cleartext 3 proxy_pass http://api.example.com',
  ]);
  expect(pass('http://app')).toEqual([]);
  expect(pass('http://web:3000')).toEqual(['cleartext 3 proxy_pass http://web internal']);
  expect(pass('http://$backend')).toEqual(['cleartext 3 proxy_pass http://… unknown']);
});

test('a connection to somebody outside whose certificate nobody looks at is unchecked', () => {
  const location = (inner: string): readonly string[] => said(`location / {\n${inner}\n}`);

  expect(location('proxy_pass https://api.example.com;')).toEqual([
    'certificate-check 2 proxy_pass https://api.example.com without proxy_ssl_verify on',
  ]);
  expect(location('proxy_pass https://api.example.com; proxy_ssl_verify on;')).toEqual([]);
  expect(location('proxy_ssl_verify off;')).toEqual(['certificate-check 2 proxy_ssl_verify off']);
});

test('a log format names what it writes down', () => {
  expect(said(`log_format main '$remote_addr - $remote_user "$http_user_agent" $status';`)).toEqual(
    ['data-sent 1 remote_addr username user_agent status'],
  );
});

test('broken ciphers are named, struck out ones are not', () => {
  expect(said('ssl_ciphers ECDHE-RSA-AES128-GCM-SHA256:DES-CBC3-SHA;')).toEqual([
    'cipher 1 DES-CBC3-SHA',
  ]);
  expect(said('ssl_ciphers HIGH:!aNULL:!RC4:!3DES;')).toEqual([]);
});

test('comments and quotes are no directives', () => {
  expect(said('# ssl_protocols TLSv1;\nadd_header X "ssl_protocols TLSv1; }";\n')).toEqual([]);
});

test('a brace that is not closed is a problem, and what could be read is said', () => {
  const { facts, problems } = extractFacts(
    { path: 'nginx.conf', text: 'server {\n  ssl_protocols TLSv1;\n' },
    { parsers: {} },
  );

  expect(problems).toMatchObject([{ at: { line: 3, column: 1 } }]);
  expect(facts).toMatchObject([{ kind: 'tls', minimum: '1.0' }]);
});

test('no text makes the reader throw, however deep', () => {
  const piece = fc.constantFrom(
    'server ',
    '{',
    '}',
    ';',
    '"',
    "'",
    '\\',
    '#',
    '\n',
    '${',
    'listen 80',
    ' ',
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = `server ${pieces.join('')}`;
      return said(text).every((line) => line.length > 0);
    }),
  );
  expect(said(`server ${'a {'.repeat(50_000)}`)).toEqual([]);
});
