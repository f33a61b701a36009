import { dataMap } from '../../testing/policies.ts';
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

testRule(belowPromise, {
  invalid: [
    {
      code: expiring('northwind-orders', 'accounts/'),
      dataMap,
      at: [7, 7],
      clause: 'retention.keep',
      says: '30 days',
    },
  ],
  valid: [
    { code: expiring('northwind-orders', 'temporary/'), dataMap },
    { code: expiring('northwind-other', 'accounts/'), dataMap },
  ],
});
