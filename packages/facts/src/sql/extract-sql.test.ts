import fc from 'fast-check';
import { loadModule, parseSync } from 'libpg-query';
import { describe, expect, test } from 'vitest';

import type { Extraction } from '../extraction.ts';
import type { ModelFact } from '../facts.ts';
import { extractSql } from './extract-sql.ts';

await loadModule();

function extract(...texts: readonly string[]): Extraction {
  const files = texts.map((text, index) => ({ path: `db/migrations/${index}.sql`, text }));
  return extractSql(files, parseSync);
}

function models(...texts: readonly string[]): readonly ModelFact[] {
  return extract(...texts).facts.filter((fact) => fact.kind === 'model');
}

const shop = `-- @subject account
CREATE TABLE customers (
  id uuid PRIMARY KEY, -- @data none -- opaque key
  -- @data account.email
  "eMail" varchar(255) NOT NULL UNIQUE,
  visits int4[]
);

/* @subject account by customer_id
   @item orders */
CREATE TABLE public.orders (
  number bigint,
  customer_id uuid NOT NULL REFERENCES customers ON DELETE CASCADE,
  note text,
  CONSTRAINT orders_pk PRIMARY KEY (number, customer_id)
);
CREATE INDEX ON orders (customer_id, number);
`;

describe('migrations', () => {
  test('say the tables, their columns and where each stands', () => {
    const [customers] = models(shop);

    expect(customers).toMatchObject({
      model: 'customers',
      table: 'customers',
      primaryKey: ['id'],
      indexes: [['id'], ['eMail']],
      source: 'migration',
      at: { file: 'db/migrations/0.sql', line: 2, column: 14, endLine: 2, endColumn: 23 },
    });
    expect(customers?.fields).toMatchObject([
      { name: 'id', type: 'String', nullable: false, at: { line: 3, column: 3 } },
      { name: 'eMail', type: 'String', nullable: false, at: { line: 5, column: 3, endColumn: 10 } },
      { name: 'visits', type: 'Int[]', nullable: true, at: { line: 6, column: 3 } },
    ]);
  });

  test('say what a column is in the comment above or behind it', () => {
    const [customers, orders] = models(shop);

    expect(customers?.fields.map(({ data, none }) => none ?? data)).toEqual([
      'opaque key',
      ['account.email'],
      [],
    ]);
    expect(customers?.subjectOf).toEqual({ class: 'account', column: 'id' });
    expect(orders).toMatchObject({
      item: 'orders',
      subjectOf: { class: 'account', column: 'customer_id' },
    });
  });

  test('say how tables hang together and by which columns rows are found', () => {
    const [, orders] = models(shop);

    expect(orders).toMatchObject({
      primaryKey: ['number', 'customer_id'],
      relations: [
        {
          columns: ['customer_id'],
          model: 'customers',
          references: ['id'],
          onDelete: 'cascade',
          at: { line: 13, column: 40 },
        },
      ],
      indexes: [
        ['number', 'customer_id'],
        ['customer_id', 'number'],
      ],
    });
  });

  test('leave a table as the last of them says, in the order of their paths', () => {
    const [people, ...others] = models(
      `CREATE TABLE users (id int PRIMARY KEY, mail text, old text); CREATE TABLE gone (id int);`,
      `ALTER TABLE users RENAME COLUMN mail TO email;
       ALTER TABLE users DROP COLUMN old, ADD COLUMN born date;
       -- @data account.name
       ALTER TABLE users ADD COLUMN name text;
       ALTER TABLE users ALTER COLUMN born TYPE timestamptz;
       ALTER TABLE users ADD CONSTRAINT team FOREIGN KEY (born) REFERENCES teams (id) ON DELETE SET NULL;
       ALTER TABLE users RENAME TO people;
       DROP TABLE gone;`,
    );

    expect(others).toEqual([]);
    expect(people).toMatchObject({ model: 'people', table: 'people' });
    expect(people?.fields.map(({ name, type, data }) => [name, type, data])).toEqual([
      ['id', 'Int', []],
      ['email', 'String', []],
      ['born', 'DateTime', []],
      ['name', 'String', ['account.name']],
    ]);
    expect(people?.relations).toMatchObject([{ model: 'teams', onDelete: 'set-null' }]);
  });

  test('can say later, by COMMENT ON, what a column of an old migration is', () => {
    const [users] = models(
      `CREATE TABLE users (id int PRIMARY KEY, mail text)`,
      `COMMENT ON TABLE users IS '@subject account';\nCOMMENT ON COLUMN public.users.mail IS '@data account.email';`,
    );

    expect(users?.subjectOf).toEqual({ class: 'account', column: 'id' });
    expect(users?.fields[1]?.data).toEqual(['account.email']);
  });

  test('count places in characters, whatever stands before them', () => {
    const [shops] = models(`CREATE TABLE "Läden" ("größe" int, /* 🛒 */ mail text);`);

    expect(shops?.fields.map(({ name, at }) => [name, at.column])).toEqual([
      ['größe', 23],
      ['mail', 45],
    ]);
  });

  test('of rows and functions there is nothing to say', () => {
    const { facts, problems } = extract(
      `COPY users (id) FROM stdin;\n1\tit's; CREATE TABLE a (b int);\n\\.\nINSERT INTO x VALUES ('; CREATE TABLE c (d int)');\nCREATE FUNCTION f() RETURNS void AS $body$ BEGIN CREATE TABLE e (f int); END $body$ LANGUAGE plpgsql;\n\\connect shop\nCREATE TABLE real (id int);`,
    );

    expect(problems).toEqual([]);
    expect(facts).toMatchObject([{ model: 'real' }]);
  });

  test('are read forwards: the way back takes nothing away', () => {
    const up = `-- +goose Up\nCREATE TABLE users (id int);\n-- +goose Down\nDROP TABLE users;`;
    const { facts } = extractSql(
      [
        { path: 'db/1_teams.up.sql', text: 'CREATE TABLE teams (id int);' },
        { path: 'db/2_teams.down.sql', text: 'DROP TABLE teams;' },
        { path: 'db/3_users.sql', text: up },
      ],
      parseSync,
    );

    expect(facts).toMatchObject([{ model: 'teams' }, { model: 'users' }]);
  });

  test('a time to live is read where the database keeps it', () => {
    const [sessions] = models(
      `CREATE TABLE sessions (id int PRIMARY KEY) WITH (ttl_expire_after = '30 days');`,
    );

    expect(sessions?.expiresAfterDays).toBe(30);
  });
});

describe('another database', () => {
  test('MySQL is read with its keys', () => {
    const text = `CREATE TABLE \`users\` (
  \`id\` int(11) unsigned NOT NULL AUTO_INCREMENT,
  \`mail\` varchar(191) CHARACTER SET utf8mb4 NOT NULL COMMENT 'where to write', -- @data account.email
  \`kind\` enum('a','b') DEFAULT 'a',
  \`seen\` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  PRIMARY KEY (\`id\`),
  KEY \`by_mail\` (\`mail\`(20), \`kind\`) USING BTREE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;`;

    const { problems } = extract(text);
    const [users] = models(text);

    expect(problems).toEqual([]);
    expect(users?.fields).toMatchObject([
      { name: 'id', type: 'Int' },
      { name: 'mail', type: 'String', data: ['account.email'], at: { line: 3, column: 3 } },
      { name: 'kind', type: 'String' },
      { name: 'seen', type: 'DateTime' },
    ]);
    expect(users?.indexes).toEqual([['id'], ['mail', 'kind']]);
  });

  test.each([
    `CREATE TABLE notes (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT) WITHOUT ROWID;`,
    `CREATE TABLE [dbo].[notes] ([id] int IDENTITY(1,1) NOT NULL, [body] nvarchar(max), CONSTRAINT [pk] PRIMARY KEY CLUSTERED ([id] ASC)) ON [PRIMARY]\nGO`,
  ])('SQLite and SQL Server are read: %s', (text) => {
    expect(extract(text).problems).toEqual([]);
    expect(models(text)).toMatchObject([
      { table: 'notes', primaryKey: ['id'], fields: [{ name: 'id' }, { name: 'body' }] },
    ]);
  });
});

test.each([
  [
    `CREATE SUBSCRIPTION s CONNECTION 'host=db.northwind.com sslmode=disable' PUBLICATION p;`,
    'cleartext',
  ],
  [
    `CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'db.northwind.com', sslmode 'prefer');`,
    'cleartext',
  ],
  [`ALTER SYSTEM SET ssl = off;`, 'cleartext'],
  [`ALTER SYSTEM SET ssl_min_protocol_version = 'TLSv1.1';`, 'tls'],
])('a connection that a database may open in the clear is seen: %s', (text, kind) => {
  expect(extract(text).facts).toMatchObject([{ kind, at: { line: 1, column: 1 } }]);
});

test.each([
  `CREATE SUBSCRIPTION s CONNECTION 'host=db.northwind.com sslmode=verify-full' PUBLICATION p;`,
  `ALTER SYSTEM SET ssl = on;`,
  `ALTER SYSTEM SET work_mem = '64MB';`,
])('other settings are silent: %s', (text) => {
  expect(extract(text)).toEqual({ facts: [], problems: [] });
});

test('a table that cannot be read is a problem where it stands, and hides no other', () => {
  const { facts, problems } = extract(
    `CREATE TABLE a (id int);\nCREATE TABLE {{ name }} (id int);`,
  );

  expect(problems).toMatchObject([{ at: { line: 2, column: 1 } }]);
  expect(facts).toMatchObject([{ model: 'a' }]);
});

test('an annotation that is malformed is a problem where it stands', () => {
  const { problems } = extract(`CREATE TABLE a (\n  -- @data Account\n  id int\n);`);

  expect(problems).toMatchObject([{ at: { line: 2, column: 3 } }]);
});

test('no text makes the extractor throw', () => {
  const words = fc.constantFrom(
    ...`CREATE TABLE ALTER a b int text , ( ) ; -- /* */ ' " \` $$ @data PRIMARY KEY REFERENCES`.split(
      ' ',
    ),
    '\n',
    '🛒',
  );

  fc.assert(
    fc.property(fc.array(words), (parts) => {
      extract(parts.join(' '));
    }),
  );
});

test.each([
  '/* ',
  `$a$ $b$ `,
  'KEY a (',
  'b enum(',
  `" asc `,
  `COMMENT 'x `,
  'copy a from stdin ;',
])('a file that repeats %s without end is read in one go', (part) => {
  const started = performance.now();

  extract(`CREATE TABLE x (y int, ${part.repeat(40_000)}`);

  expect(performance.now() - started).toBeLessThan(5000);
});

test('InnoDB makes an index for each foreign key, PostgreSQL makes none', () => {
  const notes = (quote: string): string =>
    ['users (id text PRIMARY KEY)', 'notes (id text PRIMARY KEY, owner text REFERENCES users(id))']
      .map(
        (table) =>
          `CREATE TABLE ${table.replaceAll(/\b(?:users|notes|owner)\b/g, `${quote}$&${quote}`)};`,
      )
      .join('\n');
  const indexesOf = (text: string): ModelFact['indexes'] =>
    extract(text).facts.find(
      (fact): fact is ModelFact => fact.kind === 'model' && fact.table === 'notes',
    )?.indexes;

  expect(indexesOf(notes('"'))).toEqual([['id']]);
  expect(indexesOf(notes('`'))).toEqual([['id'], ['owner']]);
});

test('a job of SQL that removes old rows is one, what a migration clears once is none', () => {
  const text =
    "DELETE FROM notes;\nSELECT cron.schedule('purge', '0 3 * * 0', $$DELETE FROM users WHERE deleted_at < now() - interval '90 days'$$);";
  const removals = extract(text).facts.filter(({ kind }) => kind === 'removal');

  expect(removals).toMatchObject([
    { model: 'users', older: { column: 'deleted_at', days: 90 }, everyDays: 7 },
  ]);
});
