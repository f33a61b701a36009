import { expect, test } from 'vitest';

import type { ModelFact } from '../facts.ts';
import { prismaSchemas } from '../prisma/schemas.ts';
import { sqlDatabases } from '../sql/databases.ts';
import { withoutRepeated } from './without-repeated.ts';

const datasource = 'datasource db {\n  provider = "postgresql"\n}';

function pathsOf(groups: readonly (readonly { path: string }[])[]): readonly (readonly string[])[] {
  return groups.map((group) => group.map(({ path }) => path));
}

test('a Prisma schema is all that lies below the folder of its datasource', () => {
  const schemas = prismaSchemas([
    { path: 'a/prisma/schema.prisma', text: datasource },
    { path: 'a/prisma/models/user.prisma', text: 'model User {}' },
    { path: 'b/schema.prisma', text: datasource },
    { path: 'b/legacy/schema.prisma', text: datasource },
    { path: 'b/legacy/order.prisma', text: 'model Order {}' },
    { path: 'c/one.prisma', text: 'model One {}' },
    { path: 'c/two.prisma', text: 'model Two {}' },
  ]);

  expect(pathsOf(schemas)).toEqual([
    ['a/prisma/schema.prisma', 'a/prisma/models/user.prisma'],
    ['b/schema.prisma'],
    ['b/legacy/schema.prisma', 'b/legacy/order.prisma'],
    ['c/one.prisma', 'c/two.prisma'],
  ]);
});

test('a database is all that lies below a folder of migrations', () => {
  const databases = sqlDatabases([
    { path: 'a/prisma/migrations/1_init/migration.sql', text: '' },
    { path: 'a/prisma/migrations/2_more/migration.sql', text: '' },
    { path: 'b/schema.sql', text: '' },
    { path: 'c/schema.sql', text: '' },
    { path: 'c/readme.md', text: '' },
  ]);

  expect(pathsOf(databases)).toEqual([
    ['a/prisma/migrations/1_init/migration.sql', 'a/prisma/migrations/2_more/migration.sql'],
    ['b/schema.sql'],
    ['c/schema.sql'],
  ]);
});

test('a table of the migrations that a schema declares too is told once, by the schema', () => {
  const at = { file: 'x', line: 1, column: 1, endLine: 1, endColumn: 1 };
  const table = (name: string, source?: 'migration'): ModelFact => ({
    kind: 'model',
    at,
    subject: `model ${name}`,
    model: name,
    table: name,
    primaryKey: [],
    fields: [],
    relations: [],
    ...(source === undefined ? {} : { source }),
  });
  const facts = [table('users', 'migration'), table('Users'), table('logs', 'migration')];

  expect(withoutRepeated(facts)).toEqual([facts[1], facts[2]]);
});

test('a column that only the migrations know stays', () => {
  const at = { file: 'x', line: 1, column: 1, endLine: 1, endColumn: 1 };
  const table = (source: Pick<ModelFact, 'source'>, ...columns: readonly string[]): ModelFact => ({
    kind: 'model',
    at,
    subject: 'model payments',
    model: 'payments',
    table: 'payments',
    primaryKey: [],
    fields: columns.map((column) => {
      return { name: column, column, type: 'text', nullable: true, at, data: [] };
    }),
    relations: [],
    ...source,
  });
  const declared = table({}, 'id', 'lastFour');
  const facts = [table({ source: 'migration' }, 'id', 'last_four', 'card_number'), declared];

  expect(withoutRepeated(facts)).toEqual([table({ source: 'migration' }, 'card_number'), declared]);
});
