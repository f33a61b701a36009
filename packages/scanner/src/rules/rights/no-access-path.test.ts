import type { CompiledPolicy, DataMap, GrantRule } from '@troth/compiler';

import { policyOf } from '../../testing/policies.ts';
import { testExamples, testRule } from '../../testing/test-rule.ts';
import { noAccessPath } from './no-access-path.ts';

const mapped = (...tables: readonly string[]): DataMap => ({
  application: 'shop',
  stores: [
    {
      kind: 'database',
      id: 'main',
      tables: tables.map((name) => ({ name, primaryKey: ['id'], columns: [], foreignKeys: [] })),
    },
  ],
});
const model = (annotation: string): string =>
  `model Address {\n  /// @data none -- opaque key\n  id String @id\n  /// @data ${annotation}\n  value String\n}`;

/** The last clause grants one right to an address, the first one to something else. */
const granting = (right: GrantRule['rights'][number]): CompiledPolicy => {
  const grant = (data: readonly string[]): GrantRule => ({
    verb: 'grant',
    rights: [right, 'erase'],
    data,
    regions: [],
    purposes: [],
  });
  return policyOf({ 'rights.first': grant(['orders']), 'rights.last': grant(['account']) });
};

testExamples(noAccessPath, mapped());

testRule(noAccessPath, {
  invalid: [
    {
      code: model('account.email'),
      dataMap: mapped('User'),
      at: [1, 1],
      clause: 'rights.own-data',
      says: '`Address` holds `value`',
    },
    ...(['access', 'export', 'portability'] as const).map((right) => ({
      code: model('account.email'),
      dataMap: mapped('User'),
      policy: granting(right),
      at: [1, 1] as const,
      clause: 'rights.last',
    })),
    {
      code: `model Address {\n  /// @data none -- opaque key\n  id String @id\n  /// @data account.email\n  value String\n  /// @data account.name\n  label String\n}`,
      dataMap: mapped('User', 'Team'),
      at: [1, 1],
      clause: 'rights.own-data',
      says: '`Address` holds `value`, `label` and',
    },
  ],
  valid: [
    { code: model('account.email'), dataMap: mapped('User', 'Address', 'Team') },
    {
      code: `${model('account.email').slice(0, -1)}  @@map("addresses")\n}`,
      dataMap: mapped('addresses'),
    },
    {
      code: model('account.email'),
      dataMap: {
        application: 'shop',
        stores: [...mapped('User').stores, ...mapped('Address').stores],
      },
    },
    { code: model('account.email'), dataMap: mapped('User'), policy: granting('rectify') },
    { code: model('account.email'), dataMap: mapped('Address') },
    { code: model('none -- a word'), dataMap: mapped('User') },
    { code: model('fitness-log'), dataMap: mapped('User') },
    model('account.email'),
    { code: model('account.email'), dataMap: { application: 'shop', stores: [] } },
  ],
});
