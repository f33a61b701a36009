import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { describe, expect, test } from 'vitest';

import type { Extraction } from '../extraction.ts';
import { extractTerraform } from './extract-terraform.ts';
import { loadTerraformParser } from './parser.ts';

const require = createRequire(import.meta.url);
const parser = await loadTerraformParser({
  runtime: readFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm')),
  grammar: readFileSync(
    require.resolve('@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm'),
  ),
});

function extract(files: Readonly<Record<string, string>>): Extraction {
  return extractTerraform(
    Object.entries(files).map(([path, text]) => ({ path, text })),
    parser,
  );
}

const json = (value: unknown): string => JSON.stringify(value, null, 2);

describe('Terraform in JSON', () => {
  const disk = (encrypted: unknown, more: object = {}): string =>
    json({ ...more, resource: { aws_ebs_volume: { data: { encrypted } } } });

  test.each([
    [false, false],
    ['true', true],
    ['${var.on}', true],
    ['${local.stage == "prod" ? false : true}', false],
    ['${lookup({ "a" = false }, "a", true)}', false],
    ['${data.aws_x.y.z}', 'unknown'],
    ['${', 'unknown'],
  ])('%j of a setting reads as %s', (written, encrypted) => {
    const names = { variable: { on: { default: true } }, locals: { stage: 'prod' } };

    expect(extract({ 'main.tf.json': disk(written, names) }).facts).toMatchObject([{ encrypted }]);
  });

  test('a setting stands where it is written, one that is missing at the name of its resource', () => {
    const { facts } = extract({
      'main.tf.json': disk(false),
      'other.tf.json': json({ resource: [{ aws_ebs_volume: { other: [{ size: 1 }] } }] }),
    });

    expect(facts).toMatchObject([
      { encrypted: false, at: { file: 'main.tf.json', line: 5, column: 9 } },
      { encrypted: false, at: { file: 'other.tf.json', line: 5, column: 9 } },
    ]);
  });

  test('it speaks with files in the other syntax, and a dynamic block says what the block says', () => {
    const content = { from_port: 5432, to_port: 5432, protocol: 'tcp', cidr_blocks: '${var.from}' };
    const { facts } = extract({
      'variables.tf': 'variable "from" {\n  default = ["0.0.0.0/0"]\n}\n',
      'main.tf.json': json({
        resource: {
          aws_security_group: { db: { dynamic: { ingress: { for_each: [1], content } } } },
        },
      }),
    });

    expect(facts).toMatchObject([{ kind: 'exposure', public: true }]);
  });

  test('what is no JSON is a problem with its line', () => {
    const { problems } = extract({ 'main.tf.json': '{\n  "resource": [\n' });

    expect(problems).toMatchObject([{ at: { file: 'main.tf.json', line: 3 } }]);
  });
});

describe('files that set variables', () => {
  const main = 'variable "on" {}\nresource "aws_ebs_volume" "data" {\n  encrypted = var.on\n}\n';

  test('are heard in the order in which Terraform hears them', () => {
    const read = (files: Readonly<Record<string, string>>): unknown =>
      extract({ 'main.tf': main, ...files }).facts;

    expect(read({ 'a.auto.tfvars': 'on = false', 'terraform.tfvars': 'on = true' })).toMatchObject([
      { encrypted: false },
    ]);
    expect(
      read({ 'terraform.tfvars.json': '{"on": false}', 'terraform.tfvars': 'on = true' }),
    ).toMatchObject([{ encrypted: false }]);
    expect(
      read({ 'b.auto.tfvars.json': '{"on": false}', 'a.auto.tfvars': 'on = true' }),
    ).toMatchObject([{ encrypted: false }]);
  });

  test('say nothing of a module that is called', () => {
    const { facts } = extract({
      'main.tf': 'module "a" {\n  source = "./disk"\n  on     = true\n}\n',
      'disk/main.tf': main,
      'disk/terraform.tfvars': 'on = false\n',
    });

    expect(facts).toMatchObject([{ encrypted: true }]);
  });

  test('that a run takes only by name are said not to be judged', () => {
    expect(extract({ 'main.tf': main, 'prod.tfvars': 'on = false\n' }).unread).toMatchObject([
      { at: { file: 'prod.tfvars' } },
    ]);
  });
});

describe('OpenTofu', () => {
  test('reads its own files, and of two by one name its own alone, which is said', () => {
    const disk = 'resource "aws_ebs_volume" "data" {\n  encrypted = false\n}\n';
    const { facts, unread } = extract({ 'a.tf': disk, 'a.tofu': disk, 'b.tofu': disk });

    expect(facts.map(({ at }) => at.file)).toEqual(['a.tofu', 'b.tofu']);
    expect(unread).toMatchObject([{ at: { file: 'a.tf' } }]);
  });
});

test('an override file changes what it names, where it says so', () => {
  const { facts } = extract({
    'main.tf': 'resource "aws_ebs_volume" "data" {\n  encrypted = true\n}\n',
    'dev_override.tf': 'resource "aws_ebs_volume" "data" {\n  encrypted = false\n}\n',
  });

  expect(facts).toMatchObject([{ encrypted: false, at: { file: 'dev_override.tf', line: 2 } }]);
});

describe('a module whose text is not here', () => {
  const call = (source: string, more = ''): Extraction =>
    extract({ 'main.tf': `module "m" {\n  source = "${source}"\n${more}}\n` });

  test.each(['git::https://u:s3cret@example.com/a.git', 'example.com/a/b/c', './gone'])(
    '%s is said not to be judged, without a password',
    (source) => {
      const { unread } = call(source);

      expect(unread).toMatchObject([{ at: { line: 1 } }]);
      expect(JSON.stringify(unread)).not.toContain('s3cret');
    },
  );

  test('is judged by the arguments that tell by their names what they switch', () => {
    const { facts } = call(
      'git::https://example.com/db.git',
      '  storage_encrypted = false\n  publicly_accessible = true\n  enabled = false\n  encryption = true\n',
    );

    expect(facts).toMatchObject([
      { kind: 'storage', encrypted: false, at: { line: 3 } },
      { kind: 'exposure', public: true, at: { line: 4 } },
    ]);
  });
});
