import { expect, test } from 'vitest';

import { saidOfFile } from '../testing/said.ts';

function said(service: string): readonly string[] {
  return saidOfFile('compose.yml', `services:\n  db:\n${service.replaceAll(/^/gm, '    ')}\n`);
}

const postgres = 'image: postgres:17';

test('a store at every address of its host may be public, one at loopback is not', () => {
  expect(said(`${postgres}\nports: ["5432:5432"]`)).toEqual(['exposure 4 ports: 5432 unknown']);
  expect(said(`${postgres}\nports: ["0.0.0.0:5432:5432"]`)).toEqual([
    'exposure 4 ports: 0.0.0.0, 5432 true',
  ]);
  expect(said(`${postgres}\nports: ["127.0.0.1:5432:5432"]`)).toEqual([]);
  expect(
    said(`${postgres}\nports:\n  - { target: 5432, published: 5432, host_ip: 127.0.0.1 }`),
  ).toEqual([]);
  expect(said(`image: example/web\nports: ["80:3000"]`)).toEqual([]);
});

test('a volume of a store is as encrypted as its host, which nobody can tell', () => {
  expect(said(`${postgres}\nvolumes: ["data:/var/lib/postgresql/data"]`)).toEqual([
    'storage 4 volume of a container unknown',
  ]);
  expect(
    said(`${postgres}\nvolumes: ["./init.sql:/docker-entrypoint-initdb.d/init.sql:ro"]`),
  ).toEqual([]);
});

test('variables are read in both forms, their fallbacks too', () => {
  expect(said('image: a\nenvironment:\n  API: ${API:-http://api.example.com}\n')).toEqual([
    'cleartext 5 http://api.example.com',
    'host 5 api.example.com',
  ]);
  expect(said('image: a\nenvironment:\n  - NODE_TLS_REJECT_UNAUTHORIZED=0\n')).toContain(
    'certificate-check 5 NODE_TLS_REJECT_UNAUTHORIZED=0',
  );
});

test('a connection between services stays on the machine', () => {
  expect(said('image: a\nenvironment: { CACHE: "redis://cache:6379" }')).toEqual([
    'cleartext 4 redis://cache internal',
  ]);
});

test('what a service is started with is read as a command or as settings of its server', () => {
  expect(said(`${postgres}\ncommand: postgres -c ssl=off`)).toEqual(['cleartext 4 ssl = off']);
  expect(
    said('image: a\nhealthcheck:\n  test: ["CMD-SHELL", "curl -k https://example.com"]'),
  ).toEqual(['certificate-check 5 curl -k']);
});
