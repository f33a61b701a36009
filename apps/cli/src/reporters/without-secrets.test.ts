import { expect, test } from 'vitest';

import { withoutSecrets } from './without-secrets.ts';

test('a file of variables shows switches, protocols and hosts', () => {
  const shown = (line: string): string => withoutSecrets(line, 'app/.env.local');

  expect(shown('NODE_TLS_REJECT_UNAUTHORIZED=0')).toBe('NODE_TLS_REJECT_UNAUTHORIZED=0');
  expect(shown('SEGMENT_ID=abcdefgh')).toBe('SEGMENT_ID=········');
  expect(shown('URL=postgres://u:pw@db.example.com/x?sslmode=disable')).toBe(
    'URL=postgres://····@db.example.com··················',
  );
});

test('elsewhere the password of an address and the value of a key are dots, and columns stay', () => {
  const shown = (line: string): string => withoutSecrets(line, 'compose.yaml');

  expect(shown('  - URL=redis://:hunter2@cache:6379')).toBe('  - URL=redis://········@cache:6379');
  expect(shown('  STRIPE_SECRET_KEY: "sk_live_1"')).toBe('  STRIPE_SECRET_KEY: "·········"');
  expect(shown('  API_KEY: ${API_KEY}')).toBe('  API_KEY: ${API_KEY}');
  expect(shown('ssl_protocols TLSv1.1;')).toBe('ssl_protocols TLSv1.1;');
});

test('code that reads a key from elsewhere stays as it is', () => {
  const line = 'const options = { API_KEY: process.env.API_KEY };';

  expect(withoutSecrets(line, 'src/a.ts')).toBe(line);
});
