import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { describe, expect, test } from 'vitest';

import type { Fact } from '../facts.ts';
import { extractTerraform } from './extract-terraform.ts';
import { loadTerraformParser } from './parser.ts';

const require = createRequire(import.meta.url);
const parser = await loadTerraformParser({
  runtime: readFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm')),
  grammar: readFileSync(
    require.resolve('@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm'),
  ),
});

function factsOf(files: Readonly<Record<string, string>>): readonly Fact[] {
  const sources = Object.entries(files).map(([path, text]) => ({ path, text }));
  return extractTerraform(sources, parser).facts;
}

const disk = `variable "encrypted" {\n}\nresource "aws_ebs_volume" "data" {\n  encrypted = var.encrypted\n}\n`;

describe('a local module', () => {
  test('says what its callers put in, and not its own defaults', () => {
    const facts = factsOf({
      'infra/main.tf': `module "a" {\n  source    = "./modules/disk"\n  encrypted = false\n}\n`,
      'infra/modules/disk/main.tf': disk,
    });

    expect(facts).toMatchObject([
      { kind: 'storage', encrypted: false, at: { file: 'infra/modules/disk/main.tf', line: 4 } },
    ]);
  });

  test('that is called twice says the same thing once, and different things twice', () => {
    const call = (name: string, value: string): string =>
      `module "${name}" {\n  source    = "../disk"\n  encrypted = ${value}\n}\n`;
    const read = (first: string, second: string): number =>
      factsOf({ 'infra/main.tf': call('a', first) + call('b', second), 'disk/main.tf': disk })
        .length;

    expect([read('false', 'false'), read('false', 'true')]).toEqual([1, 2]);
  });

  test('that nothing calls is read with its defaults, what has none is unknown', () => {
    expect(factsOf({ 'disk/main.tf': disk })).toMatchObject([{ encrypted: 'unknown' }]);
  });

  test('hands out a bucket that another file gives its lifecycle', () => {
    const facts = factsOf({
      'main.tf': `module "files" {\n  source = "./bucket"\n}\nresource "aws_s3_bucket_lifecycle_configuration" "files" {\n  bucket = module.files.id\n  rule {\n    status = "Enabled"\n    expiration {\n      days = 7\n    }\n  }\n}\n`,
      'bucket/main.tf': `resource "aws_s3_bucket" "this" {\n  bucket = "files"\n}\noutput "id" {\n  value = aws_s3_bucket.this.id\n}\n`,
    });

    expect(facts.filter(({ kind }) => kind === 'retention')).toMatchObject([
      { what: 'objects', days: 7, store: 'files', at: { file: 'main.tf' } },
    ]);
  });

  test('that calls itself ends', () => {
    const text = `module "again" {\n  source = "../loop"\n}\n${disk}`;

    expect(
      factsOf({ 'loop/main.tf': text, 'main.tf': `module "l" {\n  source = "./loop"\n}` }),
    ).not.toEqual([]);
  });
});

describe('what is not sure to be made', () => {
  test.each([
    ['count = 0', 0],
    ['count = var.on ? 1 : 0', 0],
    ['count = var.elsewhere', 1],
    ['for_each = toset([])', 0],
    ['for_each = toset(["a", "b"])', 1],
  ])('a resource with %s is made %s times', (line, times) => {
    const facts = factsOf({
      'main.tf': `variable "on" {\n  default = false\n}\nresource "aws_ebs_volume" "data" {\n  ${line}\n}\n`,
    });

    expect(facts).toHaveLength(times);
  });

  test('each instance has the values of its key', () => {
    const facts = factsOf({
      'main.tf': `resource "aws_db_instance" "db" {\n  for_each            = { a = { open = true }, b = { open = false } }\n  storage_encrypted   = true\n  publicly_accessible = each.value.open\n}\n`,
    });

    expect(facts.filter(({ kind }) => kind === 'exposure')).toMatchObject([{ public: true }]);
  });

  test.each([
    ['terraform.tfvars', false],
    ['prod.auto.tfvars', false],
    ['prod.tfvars', true],
  ])('%s sets variables of its folder as Terraform loads it', (path, encrypted) => {
    const main = `variable "on" {\n  default = true\n}\nresource "aws_ebs_volume" "data" {\n  encrypted = var.on\n}\n`;

    expect(factsOf({ 'main.tf': main, [path]: 'on = false\n' })).toMatchObject([{ encrypted }]);
  });

  test('comparisons, lookups and merges are worked out where they can be', () => {
    const facts = factsOf({
      'main.tf': `locals {\n  stage = "prod"\n  on    = { prod = false }\n}\nresource "aws_ebs_volume" "data" {\n  encrypted = local.stage == "prod" ? lookup(merge(local.on, {}), local.stage, true) : true\n}\n`,
    });

    expect(facts).toMatchObject([{ encrypted: false }]);
  });
});
