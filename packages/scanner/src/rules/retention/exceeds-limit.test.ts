import type { RetentionFact } from '@troth/facts';

import { dataMap, policyOf, promises } from '../../testing/policies.ts';
import { testExamples, testRule } from '../../testing/test-rule.ts';
import { exceedsLimit } from './exceeds-limit.ts';

const oldVersions = (days: number): string =>
  `resource "aws_s3_bucket" "files" {\n  bucket = "northwind-orders"\n}\nresource "aws_s3_bucket_lifecycle_configuration" "files" {\n  bucket = aws_s3_bucket.files.id\n  rule {\n    id     = "old"\n    status = "Enabled"\n    noncurrent_version_expiration {\n      noncurrent_days = ${days}\n    }\n  }\n}`;

const backups = (days: number): string =>
  `resource "aws_db_instance" "orders" {\n  backup_retention_period = ${days}\n}`;

const logs = (name: string, days: number): string =>
  `resource "aws_cloudwatch_log_group" "app" {\n  name              = "${name}"\n  retention_in_days = ${days}\n}`;

const sevenDays = policyOf({
  ...promises,
  'retention.orders': { ...promises['retention.orders'], within: { amount: 7, unit: 'day' } },
});

const twoWindows = (expiry: number, old: number): string =>
  `resource "aws_s3_bucket" "files" {\n  bucket = "northwind-other"\n  lifecycle_rule {\n    enabled = true\n    expiration {\n      days = ${expiry}\n    }\n    noncurrent_version_expiration {\n      # both windows count\n      days = ${old}\n    }\n  }\n}`;

const kept = (what: RetentionFact['what'], days: RetentionFact['days']): RetentionFact => ({
  kind: 'retention',
  resource: 'store',
  what,
  days,
  subject: 'store',
  at: { file: 'infra/main.tf', line: 3, column: 5, endLine: 3, endColumn: 9 },
});

testExamples(exceedsLimit);

testRule(exceedsLimit, {
  invalid: [
    {
      code: twoWindows(20, 20),
      at: [10, 7],
      clause: 'retention.orders',
      says: '20 + 20 = 40 days',
    },
    {
      code: logs('/aws/prod/requests/api', 180),
      dataMap,
      at: [3, 3],
      clause: 'retention.account',
      says: 'within 90 days',
    },
    {
      code: `resource "aws_sqs_queue" "jobs" {\n  message_retention_seconds = 1209600\n}`,
      policy: sevenDays,
      at: [2, 3],
      clause: 'retention.orders',
      says: 'messages for 14 days',
    },
    {
      code: oldVersions(31),
      dataMap,
      at: [10, 7],
      clause: 'retention.orders',
      says: 'within 30 days',
    },
    {
      code: oldVersions(30),
      dataMap,
      policy: sevenDays,
      at: [10, 7],
      clause: 'retention.orders',
      says: 'within 7 days',
    },
    { code: backups(35), at: [2, 3], clause: 'retention.orders' },
    { code: logs('/northwind/app', 60), at: [3, 3], clause: 'retention.orders' },
    {
      code: logs('/northwind/requests', 180),
      dataMap,
      at: [3, 3],
      clause: 'retention.account',
      says: 'within 90 days',
    },
    {
      code: `resource "aws_s3_bucket" "files" {\n  bucket = "northwind-other"\n  lifecycle_rule {\n    enabled = true\n    expiration {\n      days = 365\n    }\n  }\n}`,
      dataMap,
      at: [6, 7],
      clause: 'retention.orders',
    },
    ...(
      [
        ['log', 'log entries'],
        ['objects', 'objects'],
        ['versions', 'versions'],
        ['backups', 'backups'],
        ['messages', 'messages'],
      ] as const
    ).map(([what, called]) => ({
      code: `${called} that are kept for a day too many`,
      facts: [kept(what, 30.25), kept(what, 31)],
      at: [
        [3, 5],
        [3, 5],
      ] as const,
      clause: 'retention.orders',
      says: `\`store\` keeps ${called} for 30.25 days; the policy promises to erase within 30 days`,
    })),
  ],
  valid: [
    {
      code: 'windows that are not known, that never end, or that end in time',
      facts: [kept('backups', 'unknown'), kept('backups', 'never'), kept('backups', 30)],
    },
    {
      // Objects that the data map knows are erased by name.
      code: 'objects that the data map knows',
      facts: [{ ...kept('objects', 400), store: 'northwind-orders' }],
      dataMap,
    },
    { code: twoWindows(14, 15) },
    { code: oldVersions(30), dataMap },
    backups(30),
    logs('/northwind/app', 30),
    { code: logs('/northwind/requests', 60), dataMap },
    {
      code: oldVersions(31).replace('"Enabled"', '"Disabled"'),
      dataMap,
    },
  ],
});
