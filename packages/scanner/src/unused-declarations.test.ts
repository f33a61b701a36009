import type { DataMap } from '@troth/compiler';
import { expect, test } from 'vitest';

import { factsOf } from './testing/facts-of.ts';
import { northwind } from './testing/policies.ts';
import { unusedDeclarations } from './unused-declarations.ts';

const map = (...data: readonly string[]): DataMap => ({
  application: 'shop',
  stores: [{ kind: 'log', id: 'requests', data, expiresAfterDays: 30 }],
});

test('a recipient that nothing reaches is told, one whose package is imported is not', () => {
  const idle = unusedDeclarations(northwind, [], undefined);
  const used = unusedDeclarations(
    northwind,
    factsOf("import Stripe from 'stripe';", 'ts'),
    undefined,
  );

  expect(idle).toEqual([{ kind: 'recipient', id: 'stripe', clause: 'sharing.providers' }]);
  expect(used).toEqual([]);
});

test('a recipient that a data map names is used', () => {
  const stores: DataMap['stores'] = [
    { kind: 'processor', id: 'payments', recipient: 'stripe', data: ['account', 'orders'] },
  ];

  const unused = unusedDeclarations(northwind, [], { application: 'shop', stores });

  expect(unused.filter(({ kind }) => kind === 'recipient')).toEqual([]);
});

test('a category that no store and no field holds is told, and only where a data map speaks', () => {
  const stripe = factsOf("import Stripe from 'stripe';", 'ts');
  const schema = factsOf('model A {\n  /// @data orders\n  id String @id\n}', 'prisma');

  const unused = unusedDeclarations(northwind, [...stripe, ...schema], map('account', 'device.ip'));

  expect(unused).toEqual([
    { kind: 'category', id: 'payment.billing', clause: 'collection.orders' },
  ]);
});
