import { expect, test } from 'vitest';

import { factsOfFile, saidOfFile } from '../testing/said.ts';

function said(text: string, path = 'deploy/postgresql.conf'): readonly string[] {
  return saidOfFile(path, text);
}

test('a setting stands at its name and value', () => {
  expect(
    factsOfFile('postgresql.conf', "port = 5432\n  ssl_min_protocol_version = 'TLSv1.1' # old\n"),
  ).toEqual([
    {
      kind: 'tls',
      at: { file: 'postgresql.conf', line: 2, column: 3, endLine: 2, endColumn: 39 },
      subject: 'postgresql ssl_min_protocol_version',
      end: 'server',
      minimum: '1.1',
      written: 'ssl_min_protocol_version = TLSv1.1',
    },
  ]);
});

test('connections without TLS are said in every spelling of no', () => {
  expect(said('ssl = off\n')).toEqual(['cleartext 1 ssl = off']);
  expect(said("SSL 'false'\n")).toEqual(['cleartext 1 ssl = false']);
  expect(said('ssl = on\n#ssl = off\n')).toEqual([]);
});

test('statements that are logged with their values hold the records of people', () => {
  expect(said("log_statement = 'all'\n")).toEqual(['data-sent 1 statements.user']);
  expect(said("log_statement = 'ddl'\nlog_min_duration_statement = 250\n")).toEqual([]);
});

test('who may connect without TLS is told by how far away they are', () => {
  const hba =
    'hostssl all all 0.0.0.0/0 scram-sha-256\nhost all all 0.0.0.0/0 md5\nhost all all 127.0.0.1/32 trust\nhost all all 10.0.0.0/8 md5\nhostnossl app all 203.0.113.0/24 md5\nhost all all 0.0.0.0/0 reject\n';

  expect(said(hba, 'pg_hba.conf')).toEqual([
    'cleartext 2 host … 0.0.0.0/0',
    'cleartext 4 host … 10.0.0.0/8 internal',
    'cleartext 5 hostnossl … 203.0.113.0/24',
  ]);
});

test('a long line of blanks and quotes ends in time', () => {
  expect(said(`${"a = '".repeat(50_000)}\n${' '.repeat(100_000)}x`)).toEqual([]);
});
