import { expect, test } from 'vitest';

import { jobOf } from './queue.ts';

test.each([
  'null',
  '[]',
  '{"kind":"export"}',
  '{"kind":"product-update","accountId":"u-1001"}',
  '{"kind":"product-update","accountId":7,"edition":"comparing-runs"}',
])('a job that this release does not know is none: %s', (text) => {
  expect(jobOf(text)).toBeUndefined();
});

test('of a job only what it is made of is read', () => {
  const text = '{"kind":"product-update","accountId":"u-1001","edition":"comparing-runs","more":1}';

  expect(jobOf(text)).toEqual({
    kind: 'product-update',
    accountId: 'u-1001',
    edition: 'comparing-runs',
  });
});
