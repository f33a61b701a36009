import { extractFacts } from '@troth/facts';
import { describe, expect, test } from 'vitest';

import { fixOf, withEdits } from './fix.ts';
import { rules } from './rules.ts';
import { scan } from './scan.ts';
import type { ScanResult } from './scan.ts';
import { extract, pathOf } from './testing/facts-of.ts';
import { catalogue, northwind } from './testing/policies.ts';

/** Scans a file as the only one of its program, and asserts that it can be read. */
function findingsIn(path: string, text: string): ScanResult['findings'] {
  const { facts, problems } = path.endsWith('.tf')
    ? extract(text, 'terraform', path)
    : /\.[jt]s$|\.prisma$/.test(path)
      ? extract(text, path.endsWith('.prisma') ? 'prisma' : 'ts', path)
      : extractFacts({ path, text }, { parsers: {} });
  expect(problems).toEqual([]);
  return scan({ policy: northwind, facts, catalogue, waivers: [], today: '2026-11-23' }).findings;
}

function mended(path: string, text: string, rule: string): string {
  const found = findingsIn(path, text).filter((one) => one.rule === rule);
  expect(found.length).toBeGreaterThan(0);
  return withEdits(
    text,
    found.flatMap((one) => fixOf(one, text, northwind) ?? []),
  );
}

const schema = (field: string): string =>
  `model User {\n  /// @data none -- opaque key\n  id String @id\n${field}}\n`;
const manifest = (note: string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\n  annotations:\n    nginx.ingress.kubernetes.io/${note}\nspec:\n  tls:\n    - hosts: [a.example]\n  rules:\n    - host: a.example\n`;
const block = (kind: string, body: string): string =>
  `resource "${kind}" "main" {\n  name = "a"\n  ${body}\n}\n`;
const server = (line: string): string => `server {\n  listen 443 ssl;\n  ${line}\n}\n`;
const stack = (type: string, line: string): string =>
  `AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  Main:\n    Type: ${type}\n    Properties:\n      ${line}\n`;

type Case = readonly [path: string, before: string, bad: string, good: string];
const cases: readonly (readonly [rule: string, ofRule: readonly Case[]])[] = [
  [
    'transit/weak-tls-version',
    [
      [
        'nginx.conf',
        server('ssl_protocols TLSv1 TLSv1.2 TLSv1.3;'),
        'TLSv1 TLSv1.2 TLSv1.3',
        'TLSv1.3',
      ],
      ['nginx.conf', server('ssl_protocols TLSv1.1 TLSv1.2;'), 'TLSv1.1 TLSv1.2', 'TLSv1.3'],
      [
        'redis.conf',
        'port 0\ntls-port 6379\ntls-protocols "TLSv1.2 TLSv1.3"\n',
        'TLSv1.2 TLSv1.3',
        'TLSv1.3',
      ],
      ['postgresql.conf', "ssl = on\nssl_min_protocol_version = 'TLSv1.2'\n", 'TLSv1.2', 'TLSv1.3'],
      [
        'k8s/web.yaml',
        manifest('proxy-ssl-protocols: "TLSv1.2 TLSv1.3"'),
        'TLSv1.2 TLSv1.3',
        'TLSv1.3',
      ],
      ['.env', 'NODE_OPTIONS=--tls-min-v1.0\n', 'v1.0', 'v1.3'],
      [
        'Dockerfile',
        'FROM node:24\nRUN curl --tlsv1.2 https://a.example/x\n',
        'tlsv1.2',
        'tlsv1.3',
      ],
      [
        'main.tf',
        block('aws_lb_listener', 'protocol = "HTTPS"\n  ssl_policy = "ELBSecurityPolicy-2016-08"'),
        'ELBSecurityPolicy-2016-08',
        'ELBSecurityPolicy-TLS13-1-3-2021-06',
      ],
    ],
  ],
  [
    'transit/cert-validation-disabled',
    [
      [
        'nginx.conf',
        server('location / { proxy_pass https://up.northwind.io; proxy_ssl_verify off; }'),
        'verify off',
        'verify on',
      ],
      ['.env', 'NODE_TLS_REJECT_UNAUTHORIZED=0\n', '=0', '=1'],
      ['.npmrc', 'strict-ssl=false\n', 'false', 'true'],
      ['Dockerfile', 'FROM node:24\nENV NODE_TLS_REJECT_UNAUTHORIZED=0\n', '=0', '=1'],
      ['Dockerfile', 'FROM node:24\nRUN curl -k https://a.example/x\n', '-k ', ''],
      ['Dockerfile', 'FROM node:24\nRUN git config http.sslVerify false\n', 'false', 'true'],
      ['k8s/web.yaml', manifest('proxy-ssl-verify: "off"'), '"off"', '"on"'],
    ],
  ],
  [
    'transit/cleartext',
    [
      [
        '.env',
        'DATABASE_URL=postgres://a:${P}@db.northwind.io/app?sslmode=disable\n',
        'disable',
        'verify-full',
      ],
      [
        'compose.yaml',
        'services:\n  app:\n    image: app\n    environment:\n      DATABASE_URL: postgres://db.northwind.io/app?sslmode=disable\n',
        'disable',
        'verify-full',
      ],
      [
        'src/a.ts',
        "export const url = 'postgres://db.northwind.io/app?sslmode=disable';\n",
        'disable',
        'verify-full',
      ],
      [
        'src/a.ts',
        "import session from 'express-session';\napp.use(session({ secret, cookie: { secure: false } }));\n",
        'secure: false',
        'secure: true',
      ],
      ['postgresql.conf', 'ssl = off\n', 'off', 'on'],
      ['k8s/web.yaml', manifest('ssl-redirect: "false"'), '"false"', '"true"'],
      [
        'main.tf',
        block('azurerm_storage_account', 'https_traffic_only_enabled = false'),
        'false',
        'true',
      ],
      [
        'main.tf',
        block('aws_elasticache_replication_group', 'transit_encryption_enabled = false'),
        'false',
        'true',
      ],
    ],
  ],
  [
    'access/public-exposure',
    [
      ['main.tf', block('aws_s3_bucket', 'acl = "public-read"'), 'public-read', 'private'],
      [
        'main.tf',
        block(
          'aws_s3_bucket_public_access_block',
          'block_public_acls = false\n  block_public_policy = true\n  ignore_public_acls = true\n  restrict_public_buckets = true',
        ),
        '= false',
        '= true',
      ],
      [
        'main.tf',
        block('azurerm_postgresql_flexible_server', 'public_network_access_enabled = true'),
        'true',
        'false',
      ],
      [
        'stack.yaml',
        stack('AWS::RDS::DBInstance', 'PubliclyAccessible: true'),
        ': true',
        ': false',
      ],
    ],
  ],
  [
    'rest/unencrypted-storage',
    [
      ['stack.yaml', stack('AWS::RDS::DBInstance', 'StorageEncrypted: false'), 'false', 'true'],
      ['main.tf', block('aws_sqs_queue', 'sqs_managed_sse_enabled = false'), 'false', 'true'],
    ],
  ],
  [
    'retention/exceeds-limit',
    [
      ['main.tf', block('aws_cloudwatch_log_group', 'retention_in_days = 400'), '400', '30'],
      ['main.tf', block('aws_db_instance', 'backup_retention_period = 35'), '35', '30'],
      ['stack.yaml', stack('AWS::Logs::LogGroup', 'RetentionInDays: 400'), '400', '30'],
      [
        'main.tf',
        'resource "aws_s3_bucket" "main" {\n  bucket = "a"\n  lifecycle_rule {\n    enabled = true\n    expiration {\n      days = 400\n    }\n  }\n}\n',
        '400',
        '30',
      ],
    ],
  ],
  [
    'retention/missing-limit',
    [
      [
        'main.tf',
        block('aws_cloudwatch_log_group', 'skip_destroy = false'),
        '{\n',
        '{\n  retention_in_days = 30\n',
      ],
    ],
  ],
  [
    'collection/unclassified-field',
    [
      [
        'schema.prisma',
        schema('  email String\n'),
        '  email',
        '  /// @data account.email\n  email',
      ],
    ],
  ],
];

describe.each(cases)('%s', (rule, ofRule) => {
  test.each(ofRule)('in %s: %j', (path, before, bad, good) => {
    const after = mended(path, before, rule);

    expect(after).toBe(before.replace(bad, good));
    expect(findingsIn(path, after).filter((one) => one.rule === rule)).toEqual([]);
  });
});

const purge = (age: string): string =>
  `import { Column, DeleteDateColumn, Entity, PrimaryColumn } from 'typeorm';\n@Entity() class User {\n  @PrimaryColumn() id!: string;\n  @Column() email!: string;\n  @DeleteDateColumn() deletedAt?: Date;\n}\nexport const purge = () => users.delete({ deletedAt: LessThan(${age}) });\n`.replace(
    'users.delete',
    'userRepository.delete',
  );

test.each([
  ['subDays(new Date(), 120)'],
  ["dayjs().subtract(120, 'days').toDate()"],
  ['DateTime.now().minus({ days: 120 }).toJSDate()'],
  ['new Date(Date.now() - 120 * 24 * 60 * 60 * 1000)'],
])('a job that removes rows after %s removes them on the promised day', (age) => {
  expect(mended('src/a.ts', purge(age), 'retention/exceeds-limit')).toBe(
    purge(age.replace('120', '90')),
  );
});

test.each([['subMonths(new Date(), 5)'], ['cutoff(settings)']])(
  'a job whose days are not written as days, %s, is left to a person',
  (age) => {
    const found = findingsIn('src/a.ts', purge(age));

    expect(found.flatMap((one) => fixOf(one, purge(age), northwind) ?? [])).toEqual([]);
  },
);

test.each([
  ['main.tf', block('azurerm_storage_account', 'min_tls_version = "TLS1_0"')],
  ['main.tf', block('aws_kinesis_stream', 'retention_period = 8760')],
  [
    'src/a.ts',
    "import pg from 'pg';\nexport const pool = new pg.Pool({ host: 'db.northwind.io', ssl: false });\n",
  ],
  ['.env', 'API=http://api.northwind.io/users\n'],
])('%s with %j may be mended in more than one way, and is left to a person', (path, text) => {
  const found = findingsIn(path, text);

  expect(found.length).toBeGreaterThan(0);
  expect(found.flatMap((one) => fixOf(one, text, northwind) ?? [])).toEqual([]);
});

test.each(rules.map(({ meta }) => [meta.id, meta] as const))(
  'what is mended of the page of %s is found no more, and nothing else changes',
  (rule, { unsafe, language, path = pathOf[language] }) => {
    const edits = findingsIn(path, unsafe).flatMap((one) =>
      one.rule === rule ? (fixOf(one, unsafe, northwind) ?? []) : [],
    );
    const after = withEdits(unsafe, edits);
    const kept = unsafe.split('\n').filter((line) => !after.includes(line.trim()));

    expect(kept.length).toBeLessThanOrEqual(edits.length);
    const left = findingsIn(path, after).filter((one) => one.rule === rule);
    expect(edits.length > 0 ? left : []).toEqual([]);
  },
);
