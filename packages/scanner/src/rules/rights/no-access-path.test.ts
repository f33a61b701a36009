import type { DataMap } from '@troth/compiler';

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
  ],
  valid: [
    { code: model('account.email'), dataMap: mapped('Address') },
    { code: model('none -- a word'), dataMap: mapped('User') },
    { code: model('fitness-log'), dataMap: mapped('User') },
    model('account.email'),
    { code: model('account.email'), dataMap: { application: 'shop', stores: [] } },
  ],
});
