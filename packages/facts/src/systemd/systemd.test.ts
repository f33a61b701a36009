import { expect, test } from 'vitest';

import { saidOfFile } from '../testing/said.ts';

function said(service: string): readonly string[] {
  return saidOfFile(
    'deploy/web.service',
    `[Unit]\nDescription=web\n[Service]\n${service}\n`,
  ).filter((line) => !line.startsWith('package'));
}

test('variables of a service are read one by one, in quotes or not', () => {
  expect(said('Environment=NODE_TLS_REJECT_UNAUTHORIZED=0 "API=http://api.example.com"')).toEqual([
    'certificate-check 4 NODE_TLS_REJECT_UNAUTHORIZED=0',
    'cleartext 4 http://api.example.com',
    'host 4 api.example.com',
  ]);
  expect(said('Environment=PGSSLMODE=disable\nEnvironment=PGHOST=localhost')).toEqual([]);
});

test('what a service is started with is read as a command, over several lines too', () => {
  expect(said('ExecStartPre=-/usr/bin/curl \\\n  -k https://api.example.com')).toEqual([
    'certificate-check 5 curl -k',
  ]);
});

test('another file by that ending is no unit', () => {
  expect(saidOfFile('a.service', 'Environment=NODE_TLS_REJECT_UNAUTHORIZED=0\n')).toEqual([]);
});
