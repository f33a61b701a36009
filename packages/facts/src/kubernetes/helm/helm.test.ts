import { expect, test } from 'vitest';

import { extractFacts } from '../../extract-facts.ts';
import type { Extraction } from '../../extraction.ts';
import { saidOfFile } from '../../testing/said.ts';

function said(values: string): readonly string[] {
  return saidOfFile('charts/web/values.yaml', values);
}

function read(path: string, text: string): Extraction {
  return extractFacts({ path, text }, { parsers: {} });
}

test('a value that says plainly that something is not encrypted is said', () => {
  expect(said('redis:\n  tls:\n    enabled: false\n')).toEqual([
    'cleartext 3 redis.tls.enabled: false',
  ]);
  expect(said('postgresql:\n  primary:\n    persistence: { encrypted: false }\n')).toEqual([
    'storage 3 postgresql.primary.persistence.encrypted false',
  ]);
  expect(said('database:\n  sslmode: disable\n')).toEqual(['cleartext 2 sslmode: disable']);
  expect(said('redis:\n  tls:\n    enabled: true\n')).toEqual([]);
});

test('a part that is switched off says nothing', () => {
  expect(said('redis:\n  enabled: false\n  tls:\n    enabled: false\n')).toEqual([]);
});

test('addresses and variables are read as elsewhere', () => {
  expect(said('api: http://api.example.com\n')).toEqual([
    'cleartext 1 http://api.example.com',
    'host 1 api.example.com',
  ]);
  expect(said('env:\n  NODE_TLS_REJECT_UNAUTHORIZED: "0"\n')).toContain(
    'certificate-check 2 NODE_TLS_REJECT_UNAUTHORIZED=0',
  );
  expect(said('env:\n  - { name: NODE_TLS_REJECT_UNAUTHORIZED, value: "0" }\n')).toContain(
    'certificate-check 2 NODE_TLS_REJECT_UNAUTHORIZED=0',
  );
});

test('a chart says what of it nobody judges', () => {
  const text =
    'apiVersion: v2\nname: web\nversion: 1.0.0\ndependencies:\n  - name: redis\n    repository: https://u:s3cret@charts.example.com\n  - name: own\n    repository: file://../own\n';
  const { unread } = read('charts/web/Chart.yaml', text);

  expect(unread).toMatchObject([{ at: { line: 2 } }, { at: { line: 5 } }]);
  expect(JSON.stringify(unread)).not.toContain('s3cret');
});

test('a template that fits into no document is said not to be judged, and is no fault', () => {
  const text =
    'apiVersion: v1\nkind: Pod\nmetadata:\n{{ include "labels" . }}\n  {{ end }}: x\n - b\n';

  expect(read('templates/p.yaml', text)).toMatchObject({
    facts: [],
    problems: [],
    unread: [{ at: { line: 6 } }],
  });
});
