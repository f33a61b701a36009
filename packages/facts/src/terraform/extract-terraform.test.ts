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

function extract(...texts: readonly string[]): Extraction {
  return extractTerraform(
    texts.map((text, index) => ({ path: `infra/${index}.tf`, text })),
    parser,
  );
}

const disk = (value: string): string =>
  `resource "aws_ebs_volume" "data" {\n  encrypted = ${value}\n}\n`;

describe('values', () => {
  test.each([
    ['true', true],
    ['"true"', true],
    ['false', false],
    ['var.on', true],
    ['local.off', false],
    ['var.on ? true : false', true],
    ['var.unset', 'unknown'],
    ['data.aws_x.y.encrypted', 'unknown'],
    ['local.loop', 'unknown'],
  ])('%s of a setting reads as %s', (written, expected) => {
    const names = `variable "on" {\n  default = true\n}\nvariable "unset" {}\nlocals {\n  off = !true ? true : false\n  loop = local.loop\n}\n`;

    const { facts } = extract(disk(written), names.replace('!true ? true : false', 'false'));

    expect(facts).toMatchObject([{ kind: 'storage', encrypted: expected }]);
  });

  test('a fact stands where the setting stands, counted as an editor counts', () => {
    const { facts } = extract(`# é 😀\n${disk('false')}`);

    expect(facts[0]?.at).toEqual({
      file: 'infra/0.tf',
      line: 3,
      column: 3,
      endLine: 3,
      endColumn: 20,
    });
  });

  test('a setting that is missing is a fact about the head of the resource', () => {
    const { facts } = extract(`resource "aws_ebs_volume" "data" {\n  size = 1\n}`);

    expect(facts[0]?.at).toEqual({
      file: 'infra/0.tf',
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 33,
    });
  });

  test('a dynamic block says what the block says', () => {
    const { facts } = extract(
      `resource "aws_security_group" "db" {\n  dynamic "ingress" {\n    for_each = [5432]\n    content {\n      from_port   = 5432\n      to_port     = 5432\n      protocol    = "tcp"\n      cidr_blocks = ["0.0.0.0/0"]\n    }\n  }\n}`,
    );

    expect(facts).toMatchObject([{ kind: 'exposure', public: true, at: { line: 4 } }]);
  });
});

describe('a folder', () => {
  test('a bucket, its versioning and its lifecycle are read together across files', () => {
    const { facts } = extract(
      `resource "aws_s3_bucket" "files" {\n  bucket = "\${var.company}-files"\n}`,
      `variable "company" {\n  default = "northwind"\n}\nresource "aws_s3_bucket_versioning" "files" {\n  bucket = aws_s3_bucket.files.id\n  versioning_configuration {\n    status = "Enabled"\n  }\n}`,
      `resource "aws_s3_bucket_lifecycle_configuration" "files" {\n  bucket = aws_s3_bucket.files.id\n  rule {\n    id     = "logs"\n    status = "Enabled"\n    filter {\n      prefix = "logs/"\n    }\n    expiration {\n      days = 30\n    }\n  }\n}`,
    );

    expect(facts.filter(({ kind }) => kind === 'retention')).toMatchObject([
      {
        what: 'objects',
        days: 30,
        store: 'northwind-files',
        prefix: 'logs/',
        at: { file: 'infra/2.tf', line: 10 },
      },
      {
        what: 'objects',
        days: 'never',
        store: 'northwind-files',
        at: { file: 'infra/0.tf', line: 1 },
      },
      {
        what: 'versions',
        days: 'never',
        store: 'northwind-files',
        at: { file: 'infra/1.tf', line: 7 },
      },
    ]);
  });

  test('a lifecycle of one bucket says nothing of another', () => {
    const { facts } = extract(
      `resource "aws_s3_bucket" "a" {\n  bucket = "a"\n}\nresource "aws_s3_bucket" "b" {\n  bucket = "b"\n}\nresource "aws_s3_bucket_lifecycle_configuration" "a" {\n  bucket = aws_s3_bucket.a.id\n  rule {\n    status = "Enabled"\n    expiration {\n      days = 3\n    }\n  }\n}`,
    );

    const objects = facts.filter((fact) => fact.kind === 'retention' && fact.what === 'objects');
    expect(objects).toMatchObject([
      { store: 'a', days: 3 },
      { store: 'b', days: 'never' },
    ]);
  });

  test('a provider is a dependency on whoever runs it', () => {
    const { facts } = extract(`provider "aws" {\n  region = "eu-central-1"\n}`);

    expect(facts).toMatchObject([{ kind: 'package', name: 'terraform:aws', how: 'dependency' }]);
  });
});

describe('load balancers', () => {
  test.each([
    ['ELBSecurityPolicy-TLS13-1-3-2021-06', '1.3'],
    ['ELBSecurityPolicy-TLS13-1-2-Res-2021-06', '1.2'],
    ['ELBSecurityPolicy-TLS13-1-0-2021-06', '1.0'],
    ['ELBSecurityPolicy-FS-1-2-Res-2020-10', '1.2'],
    ['ELBSecurityPolicy-TLS-1-1-2017-01', '1.1'],
    ['ELBSecurityPolicy-2016-08', '1.0'],
    ['MyOwn', 'unknown'],
  ])('%s allows TLS from %s on', (policy, minimum) => {
    const { facts } = extract(
      `resource "aws_lb_listener" "web" {\n  protocol   = "HTTPS"\n  ssl_policy = "${policy}"\n}`,
    );

    expect(facts).toMatchObject([{ kind: 'tls', end: 'server', minimum }]);
  });

  test('a redirect that stays on HTTP is in clear text, at the redirect', () => {
    const { facts } = extract(
      `resource "aws_lb_listener" "web" {\n  port = 80\n  default_action {\n    type = "redirect"\n    redirect {\n      protocol = "HTTP"\n    }\n  }\n}`,
    );

    expect(facts).toMatchObject([{ kind: 'cleartext', at: { line: 6, column: 7 } }]);
  });
});

describe('exposure', () => {
  test.each([
    `resource "google_storage_bucket_iam_binding" "all" {\n  members = ["allUsers"]\n}`,
    `resource "google_compute_firewall" "db" {\n  source_ranges = ["0.0.0.0/0"]\n  allow {\n    protocol = "tcp"\n    ports    = ["5432"]\n  }\n}`,
    `resource "aws_sqs_queue_policy" "jobs" {\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:*" }] })\n}`,
    `resource "aws_sqs_queue_policy" "jobs" {\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sqs:*" }] })\n}`,
  ])('everybody is let in by %s', (text) => {
    expect(extract(text).facts).toMatchObject([{ kind: 'exposure', public: true }]);
  });

  test.each([
    `resource "google_storage_bucket_iam_binding" "one" {\n  members = ["user:ada@example.com"]\n}`,
    `resource "google_compute_firewall" "web" {\n  source_ranges = ["0.0.0.0/0"]\n  allow {\n    protocol = "tcp"\n    ports    = ["443"]\n  }\n}`,
    `resource "aws_sqs_queue_policy" "jobs" {\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:*", Condition = { ArnEquals = { "aws:SourceArn" = "arn:aws:sns:x" } } }] })\n}`,
  ])('nobody else is let in by %s', (text) => {
    const exposed = extract(text).facts.filter(
      (fact) => fact.kind === 'exposure' && fact.public !== false,
    );

    expect(exposed).toEqual([]);
  });
});

describe('policies', () => {
  const json = (condition: string): string =>
    `resource "aws_iam_group_policy" "admins" {\n  policy = <<EOF\n{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"${condition}}]}\nEOF\n}`;

  test.each([
    ['', false],
    [', "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}', true],
  ])('JSON in a heredoc (%s) demands a second factor: %s', (condition, mfa) => {
    expect(extract(json(condition)).facts).toMatchObject([{ kind: 'access', mfa }]);
  });

  test('a policy that grants a few reads is not a door for administrators', () => {
    const { facts } = extract(
      `resource "aws_iam_policy" "read" {\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })\n}`,
    );

    expect(facts).toEqual([]);
  });
});

test('a file that is no Terraform is a problem with its place, and the rest is read', () => {
  const { facts, problems } = extract(`${disk('false')}resource "aws_ebs_volume" {{{`);

  expect(problems).toMatchObject([{ at: { file: 'infra/0.tf', line: 4 } }]);
  expect(facts).toMatchObject([{ kind: 'storage', encrypted: false }]);
});
