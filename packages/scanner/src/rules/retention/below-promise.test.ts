import type { DataMap } from '@troth/compiler';
import type { RetentionFact } from '@troth/facts';

import { describe, expect, test } from 'vitest';

import { dataMap } from '../../testing/policies.ts';
import { toldBy } from '../../testing/scan-program.ts';
import { testExamples, testRule } from '../../testing/test-rule.ts';
import { belowPromise } from './below-promise.ts';

const expiring = (bucket: string, prefix: string): string =>
  `resource "aws_s3_bucket" "files" {\n  bucket = "${bucket}"\n  lifecycle_rule {\n    enabled = true\n    prefix  = "${prefix}"\n    expiration {\n      days = 30\n    }\n  }\n}`;

testExamples(belowPromise, {
  application: 'shop',
  stores: [
    {
      kind: 'bucket',
      id: 'files',
      bucket: 'example-files',
      objects: [{ data: ['orders'], prefix: 'a/' }],
    },
  ],
});

const ordersOf = (what: RetentionFact['what'], days: RetentionFact['days']): RetentionFact => ({
  kind: 'retention',
  resource: 'store',
  what,
  days,
  store: 'northwind-orders',
  subject: 'store',
  at: { file: 'infra/main.tf', line: 3, column: 5, endLine: 3, endColumn: 9 },
});
const logged: DataMap = {
  application: 'shop',
  stores: [{ kind: 'log', id: 'northwind-orders', data: ['orders'], expiresAfterDays: 30 }],
};

testRule(belowPromise, {
  invalid: [
    {
      code: expiring('northwind-orders', 'accounts/'),
      dataMap,
      at: [7, 7],
      clause: 'retention.keep',
      says: '30 days',
    },
    {
      code: 'a log of what is to be kept',
      facts: [ordersOf('log', 30)],
      dataMap: logged,
      at: [3, 5],
      clause: 'retention.keep',
      says: '`store` removes data after 30 days',
    },
  ],
  valid: [
    {
      // The data itself stays where it is.
      code: 'old versions and backups that end',
      facts: [ordersOf('versions', 30), ordersOf('backups', 30)],
      dataMap,
    },
    {
      code: 'objects that nothing removes, or nobody knows when',
      facts: [ordersOf('objects', 'never'), ordersOf('objects', 'unknown')],
      dataMap,
    },
    { code: expiring('northwind-orders', 'temporary/'), dataMap },
    { code: expiring('northwind-other', 'accounts/'), dataMap },
  ],
});

describe('a job that removes rows while the account is active', () => {
  const schema =
    'model Order {\n  id String @id\n  /// @data orders\n  text String\n  createdAt DateTime\n  deletedAt DateTime?\n}\n';
  const told = (where: string): readonly string[] =>
    toldBy('retention/below-promise', {
      'schema.prisma': schema,
      'src/a.ts': `export const clear = () => prisma.order.deleteMany({ where: ${where} });\n`,
    });

  test('because they are old is found', () => {
    expect(told('{ createdAt: { lt: subDays(new Date(), 365) } }')).toEqual([
      'src/a.ts:1 rows of `Order` are removed 365 days after `createdAt`; the policy promises to keep them while the account is active',
    ]);
  });

  test.each([
    '{ deletedAt: { lt: subDays(new Date(), 30) } }',
    '{ isDeleted: true, createdAt: { lt: subDays(new Date(), 30) } }',
    '{ accountId }',
  ])('that were deleted before is left alone: %s', (where) => {
    expect(told(where)).toEqual([]);
  });
});
