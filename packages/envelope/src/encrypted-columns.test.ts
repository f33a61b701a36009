import type { CompiledPolicy, DataMap } from '@troth/compiler';
import { expect, test } from 'vitest';
import { encryptedColumns } from './encrypted-columns.ts';

const dataMap: DataMap = {
  application: 'app',
  stores: [
    {
      kind: 'database',
      id: 'database',
      tables: [
        table('Person', ['account.email'], 'id'),
        table('Letter', ['account.name'], 'personId'),
        table('Metric', ['training.metrics']),
      ],
    },
  ],
};

test('the columns are those whose category, or one above it, a clause has encrypted', () => {
  const columns = encryptedColumns(policy(['account']), dataMap);

  expect(columns).toEqual([
    { table: 'Person', column: 'value', primaryKey: ['id'], subjectColumn: 'id', class: 'account' },
    {
      table: 'Letter',
      column: 'value',
      primaryKey: ['id'],
      subjectColumn: 'personId',
      class: 'account',
    },
  ]);
});

test('a policy that encrypts no field has no encrypted column', () => {
  expect(encryptedColumns(policy([]), dataMap)).toEqual([]);
});

test('a table that does not say whose its rows are is named', () => {
  expect(() => encryptedColumns(policy(['training']), dataMap)).toThrow(
    'cannot choose a key for Metric.value',
  );
});

function table(name: string, data: readonly string[], subjectColumn?: string) {
  return {
    name,
    primaryKey: ['id'],
    columns: [
      { name: 'id', nullable: false, data: [], none: 'opaque key' },
      { name: 'value', nullable: true, data },
    ],
    foreignKeys: [],
    ...(subjectColumn !== undefined && { subjectColumn }),
  };
}

function policy(fields: readonly string[]): Pick<CompiledPolicy, 'clauses' | 'vocabulary'> {
  const ids = ['account', 'account.email', 'account.name', 'training', 'training.metrics'];
  const categories = ids.map((id) => ({
    id,
    name: id,
    sensitivity: 'ordinary' as const,
    inCode: [],
    ...(id.includes('.') && { parent: id.split('.')[0] ?? '' }),
  }));
  const cipher = { algorithm: 'AES', bits: 256 } as const;
  const rule = { verb: 'encrypt', scope: 'at-rest', cipher, fields } as const;
  const clause = { id: 'c', section: 's', layout: 'paragraph', text: [], rules: [rule] } as const;
  return {
    clauses: [{ ...clause, exceptTo: [], narrows: [], formerly: [] }],
    vocabulary: {
      categories,
      purposes: [],
      recipients: [],
      events: [],
      regions: [],
      obligations: [],
    },
  };
}
