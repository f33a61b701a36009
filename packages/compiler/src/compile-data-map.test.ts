import { expect, test } from 'vitest';
import { compileDataMap } from './compile-data-map.ts';
import { compilePolicy } from './compile.ts';
import type { CompiledPolicy } from './compiled-policy.ts';
import type { Table } from './data-map.ts';
import { minimalPolicy } from './testing/minimal-policy.ts';

const runs: Table = {
  name: 'Run',
  primaryKey: ['id'],
  columns: [{ name: 'objectKey', nullable: false, data: ['runs'] }],
  foreignKeys: [],
};

function policy(): CompiledPolicy {
  const { policy: compiled } = compilePolicy(minimalPolicy);
  if (!compiled) throw new Error('the fixture compiles');
  return compiled;
}

function compile(stores: string): ReturnType<typeof compileDataMap> {
  const file = { path: 'data-map/stores.yaml', text: `application: app\nstores:\n${stores}\n` };
  return compileDataMap({ file, tables: new Map([['schema.prisma', [runs]]]) }, policy());
}

test('a data map joins the stores of its file with the tables of the schema', () => {
  const { dataMap, diagnostics } =
    compile(`  - { id: database, kind: database, schema: schema.prisma }
  - { id: files, kind: bucket, bucket: example-files, objects: [{ data: [runs], prefix: "a/{subject}/", keys: database.Run.objectKey }] }
  - { id: log, kind: log, data: [runs], expires: 2 weeks }
  - { id: cache, kind: cache, data: [runs], expires: 1 day }
  - { id: paywise, kind: processor, recipient: paywise, data: [account.email] }`);

  expect(diagnostics).toEqual([]);
  expect(dataMap?.stores).toEqual([
    { kind: 'database', id: 'database', tables: [runs] },
    {
      kind: 'bucket',
      id: 'files',
      bucket: 'example-files',
      objects: [
        {
          data: ['runs'],
          prefix: 'a/{subject}/',
          keys: { store: 'database', table: 'Run', column: 'objectKey' },
        },
      ],
    },
    { kind: 'log', id: 'log', data: ['runs'], expiresAfterDays: 14 },
    { kind: 'cache', id: 'cache', data: ['runs'], expiresAfterDays: 1 },
    { kind: 'processor', id: 'paywise', recipient: 'paywise', data: ['account.email'] },
  ]);
});

test.each([
  [
    'an unknown category',
    '  - { id: log, kind: log, data: [runz], expires: 1 day }',
    '3:34 policy/unknown-category',
  ],
  [
    'an unknown recipient',
    '  - { id: x, kind: processor, recipient: nobody, data: [runs] }',
    '3:42 policy/unknown-recipient',
  ],
  [
    'a schema that is not there',
    '  - { id: d, kind: database, schema: other.prisma }',
    '3:38 map/missing-schema',
  ],
  [
    'a column the schema lacks',
    '  - { id: d, kind: database, schema: schema.prisma }\n  - { id: x, kind: processor, recipient: paywise, data: [runs], reference: d.Run.nothing }',
    '4:76 map/unknown-column',
  ],
  [
    'a column of a store that is not there',
    '  - { id: x, kind: processor, recipient: paywise, data: [runs], reference: d.Run.id }',
    '3:76 map/unknown-store',
  ],
  [
    'a store that stands twice',
    '  - { id: l, kind: log, data: [runs], expires: 1 day }\n  - { id: l, kind: log, data: [runs], expires: 1 day }',
    '4:11 policy/duplicate-id',
  ],
  [
    'a prefix shared by all subjects',
    '  - { id: b, kind: bucket, bucket: b, objects: [{ data: [runs], prefix: "runs/" }] }',
    '3:73 map/bad-prefix',
  ],
  [
    'a prefix that u1 shares with u10',
    '  - { id: b, kind: bucket, bucket: b, objects: [{ data: [runs], prefix: "runs/{subject}" }] }',
    '3:73 map/bad-prefix',
  ],
  ['a kind of store that is none', '  - { id: b, kind: bukket }', '3:20 language/bad-value'],
])('%s is an error where it stands', (_, stores, wanted) => {
  const { dataMap, diagnostics } = compile(stores);

  expect(dataMap).toBeUndefined();
  expect(diagnostics.map(({ at, code }) => `${at.line}:${at.column} ${code}`)).toContain(wanted);
});
