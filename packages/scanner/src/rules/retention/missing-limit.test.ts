import type { RetentionFact } from '@troth/facts';

import { dataMap } from '../../testing/policies.ts';
import { testExamples, testRule } from '../../testing/test-rule.ts';
import { missingLimit } from './missing-limit.ts';

const versioned = (name: string): string =>
  `resource "aws_s3_bucket" "files" {\n  bucket = "${name}"\n}\nresource "aws_s3_bucket_versioning" "files" {\n  bucket = aws_s3_bucket.files.id\n  versioning_configuration {\n    status = "Enabled"\n  }\n}`;

const kept = (what: RetentionFact['what'], days: RetentionFact['days']): RetentionFact => ({
  kind: 'retention',
  resource: 'store',
  what,
  days,
  subject: 'store',
  at: { file: 'infra/main.tf', line: 3, column: 5, endLine: 3, endColumn: 9 },
});

testExamples(missingLimit);

testRule(missingLimit, {
  invalid: [
    {
      code: `resource "aws_cloudwatch_log_group" "app" {\n  name              = "/northwind/app"\n  retention_in_days = 0\n}`,
      at: [3, 3],
      clause: 'retention.orders',
      says: 'for ever',
    },
    {
      code: `resource "aws_s3_bucket" "files" {\n  bucket = "northwind-files"\n}`,
      at: [1, 1],
      clause: 'retention.orders',
    },
    {
      code: versioned('northwind-orders'),
      dataMap,
      at: [7, 5],
      clause: 'retention.orders',
      says: 'old versions',
    },
    ...(
      [
        ['log', 'log entries'],
        ['objects', 'objects'],
        ['versions', 'old versions of objects'],
        ['backups', 'backups'],
        ['messages', 'messages'],
      ] as const
    ).map(([what, called]) => ({
      code: `${called} that nothing removes`,
      facts: [kept(what, 'never')],
      at: [3, 5] as const,
      clause: 'retention.orders',
      says: `\`store\` keeps ${called} for ever; the policy promises to erase within 30 days`,
    })),
  ],
  valid: [
    { code: 'backups that end', facts: [kept('backups', 400)] },
    { code: `resource "aws_s3_bucket" "files" {\n  bucket = "northwind-orders"\n}`, dataMap },
    {
      code: `${versioned('northwind-orders')}\nresource "aws_s3_bucket_lifecycle_configuration" "files" {\n  bucket = "northwind-orders"\n  rule {\n    id     = "old"\n    status = "Enabled"\n    noncurrent_version_expiration {\n      noncurrent_days = 5\n    }\n  }\n}`,
      dataMap,
    },
  ],
  notes: [
    {
      code: `variable "days" {}\nresource "aws_cloudwatch_log_group" "app" {\n  name              = "/northwind/app"\n  retention_in_days = var.days\n}`,
      at: [4, 3],
    },
  ],
});
