import { expect, test } from 'vitest';

import { fixOf, withEdits } from './fix.ts';
import { scan } from './scan.ts';
import { factsOf } from './testing/facts-of.ts';
import { catalogue, northwind } from './testing/policies.ts';

function findingsIn(
  code: string,
  language: 'ts' | 'terraform',
): ReturnType<typeof scan>['findings'] {
  const facts = factsOf(code, language);
  return scan({ policy: northwind, facts, catalogue, waivers: [], today: '2026-11-23' }).findings;
}

function mended(code: string, language: 'ts' | 'terraform'): string {
  const edits = findingsIn(code, language).flatMap((found) => fixOf(found, code, northwind) ?? []);
  return withEdits(code, edits);
}

const tls = (options: string): string =>
  `import tls from 'node:tls';\nexport const peer = tls.connect(${options});\n`;

test.each([
  ["{ minVersion: 'TLSv1.2' }", "{ minVersion: 'TLSv1.3' }"],
  ['{ minVersion: "TLSv1" }', '{ minVersion: "TLSv1.3" }'],
  ['{ rejectUnauthorized: false }', '{ }'],
  ['{ host, rejectUnauthorized: false }', '{ host }'],
  ['{ rejectUnauthorized: false, host }', '{ host }'],
  ['{\n  host,\n  rejectUnauthorized: false,\n  port,\n}', '{\n  host,\n  port,\n}'],
  ['{\n  host,\n  rejectUnauthorized: false,\n}', '{\n  host,\n}'],
  ['{\n  host,\n  rejectUnauthorized: false\n}', '{\n  host\n}'],
])('%s becomes %s, and keeps its layout', (before, after) => {
  expect(mended(tls(before), 'ts')).toBe(tls(after));
});

const resource = (kind: string, body: string): string => `resource "${kind}" "main" {\n${body}}\n`;

test.each([
  ['aws_ebs_volume', '  size = 1\n', '  encrypted = true\n  size = 1\n'],
  ['aws_ebs_volume', '  encrypted   = false\n', '  encrypted   = true\n'],
  ['aws_db_instance', '\tname = "a"\n', '\tstorage_encrypted = true\n\tname = "a"\n'],
])('a %s with %j gets %j', (kind, before, after) => {
  expect(mended(resource(kind, before), 'terraform')).toBe(resource(kind, after));
});

test('a database that the internet reaches is closed', () => {
  const open = '  storage_encrypted = true\n  publicly_accessible = true\n';

  expect(mended(resource('aws_db_instance', open), 'terraform')).toBe(
    resource('aws_db_instance', open.replace('accessible = true', 'accessible = false')),
  );
});

test.each([
  [tls("{ secureProtocol: 'TLSv1_2_method' }"), 'ts'],
  [tls('{ rejectUnauthorized: strict ? true : false }'), 'ts'],
  ["process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';\n", 'ts'],
  [resource('aws_ebs_volume', '  encrypted = var.encrypted\n'), 'terraform'],
  [resource('aws_s3_bucket', '  bucket = "a"\n'), 'terraform'],
] as const)('%s is left to a person', (code, language) => {
  expect(mended(code, language)).toBe(code);
});

test('what was mended is found no more', () => {
  const code = tls("{ minVersion: 'TLSv1.1', rejectUnauthorized: false }");

  expect(findingsIn(code, 'ts')).toHaveLength(2);
  expect(findingsIn(mended(code, 'ts'), 'ts')).toEqual([]);
});
