import { expect, test } from 'vitest';

import { saidOfFile } from '../testing/said.ts';

function said(text: string): readonly string[] {
  return saidOfFile('redis.conf', text);
}

test('a plain port is in clear text where other machines reach it', () => {
  expect(said('bind 0.0.0.0\nport 6379\nrequirepass x\n')).toEqual([
    'cleartext 2 port 6379, bind 0.0.0.0',
  ]);
  expect(said('bind 0.0.0.0\nport 0\ntls-port 6379\n')).toEqual([]);
  expect(said('bind 127.0.0.1 -::1\nport 6379\n')).toEqual([]);
  expect(said('port 6379\n')).toEqual([]);
});

test('a server without a password and without protection is open to whoever reaches it', () => {
  expect(said('protected-mode no\nport 6379\n')).toEqual([
    'cleartext 2 port 6379, protected-mode no',
    'exposure 2 protected-mode no, no password unknown',
  ]);
});

test('the oldest of the versions counts', () => {
  expect(said('tls-protocols "TLSv1.1 TLSv1.3"\n')).toEqual([
    'tls 1 tls-protocols TLSv1.1 TLSv1.3',
  ]);
});

test('a copy is fetched in the clear unless replication has TLS', () => {
  expect(said('replicaof db.example.com 6379\n')).toEqual([
    'cleartext 1 replicaof db.example.com without tls-replication',
  ]);
  expect(said('replicaof db.example.com 6379\ntls-replication yes\n')).toEqual([]);
});
