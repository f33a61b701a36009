import { expect, test } from 'vitest';

import { extractFacts } from '../extract-facts.ts';
import type { ModelFact } from '../facts.ts';

function models(text: string): readonly ModelFact[] {
  return extractFacts({ path: 'src/schema.ts', text }, { parsers: {} }).facts.filter(
    (fact) => fact.kind === 'model',
  );
}

const shop = `import { foreignKey, index, pgTable, primaryKey, serial, text, timestamp, uuid, varchar } from 'drizzle-orm/pg-core';
import { teams as groups } from './teams';

const dated = { createdAt: timestamp('created_at').defaultNow().notNull() };

/** @subject account */
export const users = pgTable(
  'users',
  {
    id: uuid('id').primaryKey(), // @data none -- opaque key
    // @data account.email
    email: varchar('e_mail', { length: 255 }).notNull().unique(),
    nicknames: text().array(),
    teamId: uuid('team_id').references(() => groups.id, { onDelete: 'set null' }),
    ...dated,
  },
  (table) => [index('by_team').on(table.teamId, table.email)],
);

export const notes = pgTable('notes', {
  userId: uuid('user_id').notNull(),
  number: serial('number'),
}, (t) => ({
  pk: primaryKey({ columns: [t.userId, t.number] }),
  owner: foreignKey({ columns: [t.userId], foreignColumns: [users.id] }).onDelete('cascade'),
}));
`;

test('a table of Drizzle is what its call says', () => {
  const [users] = models(shop);

  expect(users).toMatchObject({
    model: 'users',
    table: 'users',
    primaryKey: ['id'],
    subjectOf: { class: 'account', column: 'id' },
    indexes: [['id'], ['e_mail'], ['team_id', 'e_mail']],
    at: { line: 8, column: 3 },
  });
  expect(
    users?.fields.map(({ name, column, type, nullable }) => [name, column, type, nullable]),
  ).toEqual([
    ['id', 'id', 'String', false],
    ['email', 'e_mail', 'String', false],
    ['nicknames', 'nicknames', 'String[]', true],
    ['teamId', 'team_id', 'String', true],
    ['createdAt', 'created_at', 'DateTime', false],
  ]);
  expect(users?.fields.map(({ data, none }) => none ?? data).slice(0, 3)).toEqual([
    'opaque key',
    ['account.email'],
    [],
  ]);
  expect(users?.fields[1]?.at).toMatchObject({ line: 12, column: 5, endColumn: 10 });
});

test('references are named as their own file names them, inside the columns or behind', () => {
  const [users, notes] = models(shop);

  expect(users?.relations).toMatchObject([
    { columns: ['team_id'], model: 'teams', references: ['id'], onDelete: 'set-null' },
  ]);
  expect(notes).toMatchObject({
    primaryKey: ['user_id', 'number'],
    indexes: [['user_id', 'number']],
    relations: [{ columns: ['user_id'], model: 'users', references: ['id'], onDelete: 'cascade' }],
  });
});

test.each([
  `import { mysqlTable, int } from 'drizzle-orm/mysql-core'; const logs = mysqlTable('logs', { id: int() });`,
  `import { pgTableCreator, integer } from 'drizzle-orm/pg-core'; const create = pgTableCreator((n) => 'x_' + n); const logs = create('logs', { id: integer() });`,
  `import { pgSchema } from 'drizzle-orm/pg-core'; const app = pgSchema('app'); const logs = app.table('logs', (t) => ({ id: t.integer() }));`,
])('every way to make a table is known: %s', (text) => {
  expect(models(text)).toMatchObject([
    { model: 'logs', table: 'logs', fields: [{ name: 'id', type: 'Int' }] },
  ]);
});

test('a call of the same name from elsewhere is no table', () => {
  expect(models(`import { pgTable } from './print'; pgTable('users', { id: text() });`)).toEqual(
    [],
  );
});
