import type { ColumnsStep, RowsStep } from '@troth/erasure';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { postgresValues } from './column-values.ts';
import { postgres } from './postgres.ts';
import type { Place } from './testing/contract.ts';
import { testContract } from './testing/contract.ts';
import type { TestDatabase } from './testing/databases.ts';
import { embedded, POSTGRES_URL, real } from './testing/databases.ts';

const BASE = { order: 1, after: [], store: 'main', data: ['photos'], subject: 'u1' };
const never = new AbortController().signal;

/** Photos of the albums that belong to the user. */
const PHOTOS: RowsStep = {
  ...BASE,
  kind: 'rows',
  table: 'Photo',
  primaryKey: ['albumId', 'no'],
  match: {
    path: [{ columns: ['albumId'], table: 'Album', references: ['id'] }],
    column: 'ownerId',
    value: 'u1',
  },
  selfReferences: [],
};

const SCHEMA = `
  DROP TABLE IF EXISTS "Reply2", "Reply", "Photo", "Album", "Card";
  CREATE TABLE "Album" (id text PRIMARY KEY, "ownerId" text, note text, mail text);
  CREATE TABLE "Photo" ("albumId" text NOT NULL REFERENCES "Album" ON DELETE RESTRICT, no int, key text, PRIMARY KEY ("albumId", no));
  CREATE TABLE "Reply" (id int PRIMARY KEY, "to" int REFERENCES "Reply" ON DELETE RESTRICT, "albumId" text);
  CREATE TABLE "Card" (id int PRIMARY KEY, holder uuid);
  INSERT INTO "Album" VALUES ('a1', 'u1', 'n', 'm'), ('a2', 'u1', 'n', null), ('b1', 'u10', 'n', 'm'), ('c1', null, 'n', 'm');
  INSERT INTO "Photo" SELECT a.id, n, a.id || '/' || n FROM "Album" a, generate_series(1, 5) n;
  INSERT INTO "Reply" VALUES (1, null, 'a1'), (2, 1, 'a1'), (3, 2, 'a1'), (4, 4, 'a1'), (5, null, 'b1');
  INSERT INTO "Card" VALUES (1, 'a0000000-0000-4000-8000-00000000000a'), (2, 'b0000000-0000-4000-8000-00000000000b');
`;

const suites = [
  { name: 'PGlite', open: embedded },
  ...(POSTGRES_URL === undefined
    ? []
    : [{ name: 'PostgreSQL', open: () => real('troth_connectors', POSTGRES_URL ?? '') }]),
];

// oxlint-disable-next-line vitest/expect-expect -- it says what was skipped, and asserts nothing
test.skipIf(POSTGRES_URL !== undefined)(
  'real PostgreSQL was skipped: TEST_POSTGRES_URL is not set',
  (context) => {
    context.skip('TEST_POSTGRES_URL is not set');
  },
);

for (const { name, open } of suites) {
  let database: TestDatabase;
  testContract({
    name,
    open: async () => {
      database = await open();
    },
    place: async () => placeOf(database),
    close: () => database.close(),
  });
}

describe.each(suites)('rows in $name', ({ open }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await open();
  });
  beforeEach(() => database.run(SCHEMA));
  afterAll(() => database.close());

  test('that refer to each other go leaves first, in batches of one', async () => {
    const step: RowsStep = {
      ...BASE,
      kind: 'rows',
      table: 'Reply',
      primaryKey: ['id'],
      match: { path: [], column: 'albumId', value: 'a1' },
      selfReferences: [{ columns: ['to'], references: ['id'] }],
    };

    const result = await postgres({ store: 'main', client: database, batchRows: 1 }).erase(
      step,
      never,
    );

    expect(result).toEqual({ kind: 'erased', count: 4 });
  });

  test('that another row still needs are refused with the reason, and the rest is not claimed', async () => {
    const albums: RowsStep = {
      ...PHOTOS,
      table: 'Album',
      primaryKey: ['id'],
      match: { path: [], column: 'ownerId', value: 'u1' },
    };

    const result = await postgres({ store: 'main', client: database }).erase(albums, never);

    expect(result).toMatchObject({ kind: 'failed', retryable: false });
    expect(result.kind === 'failed' && result.cause).toMatch(/^(23503|23001): /u);
  });

  test('that stay are emptied only in the columns of the plan, and only once', async () => {
    const step: ColumnsStep = {
      ...BASE,
      kind: 'columns',
      table: 'Album',
      primaryKey: ['id'],
      columns: ['mail'],
      match: { path: [], column: 'ownerId', value: 'u1' },
    };
    const connector = postgres({ store: 'main', client: database });

    expect(await connector.erase(step, never)).toEqual({ kind: 'erased', count: 1 });
    expect(await connector.probe(step, never)).toEqual({ kind: 'absent' });
    const { rows } = await database.query('SELECT id, note, mail FROM "Album" ORDER BY id', []);
    expect(rows).toEqual([
      { id: 'a1', note: 'n', mail: null },
      { id: 'a2', note: 'n', mail: null },
      { id: 'b1', note: 'n', mail: 'm' },
      { id: 'c1', note: 'n', mail: 'm' },
    ]);
  });

  test("of an item that is somebody else's stay, and are not reported as gone", async () => {
    const owner = { path: [], column: 'ownerId', value: 'u1' };
    const path = PHOTOS.match.path;
    const step: RowsStep = { ...PHOTOS, match: { path, column: 'id', value: 'b1', owner } };
    const connector = postgres({ store: 'main', client: database });

    expect(await connector.erase(step, never)).toMatchObject({
      kind: 'failed',
      retryable: false,
      cause: '5 rows of `Photo` belong to another subject',
    });
    expect(await connector.probe(step, never)).toEqual({ kind: 'present', count: 5 });
  });

  test.each([
    ['01', 0],
    ['+1', 0],
    ['1', 1],
    ['not a number', 0],
    ['99999999999999999999', 0],
    ["1' OR '1'='1", 0],
  ])(
    'with a number as id are found by `%s` only if it is that number as written',
    async (value, count) => {
      const step: RowsStep = {
        ...PHOTOS,
        table: 'Card',
        primaryKey: ['id'],
        match: { path: [], column: 'id', value },
      };

      const result = await postgres({ store: 'main', client: database }).erase(step, never);

      expect(result).toEqual(count === 0 ? { kind: 'absent' } : { kind: 'erased', count });
    },
  );

  test('with a UUID as id are found in both of its spellings', async () => {
    const value = 'A0000000-0000-4000-8000-00000000000A';
    const match = { path: [], column: 'holder', value };
    const step: RowsStep = { ...PHOTOS, table: 'Card', primaryKey: ['id'], match };

    expect(await postgres({ store: 'main', client: database }).erase(step, never)).toEqual({
      kind: 'erased',
      count: 1,
    });
  });

  test('of a table that is not there are an error, not nothing', async () => {
    const connector = postgres({ store: 'main', client: database });
    const step: RowsStep = { ...PHOTOS, table: 'Gone' };

    expect(await connector.erase(step, never)).toMatchObject({ kind: 'failed', retryable: false });
    expect((await connector.probe(step, never)).kind).toBe('unknown');
  });

  test("name the keys of objects, all of them and nobody else's", async () => {
    await database.run(
      `INSERT INTO "Photo" SELECT 'a1', n, 'many/' || n FROM generate_series(100, 2600) n`,
    );
    const read = postgresValues(new Map([['main', database]]));
    const found: string[] = [];
    const { match, table } = PHOTOS;
    for await (const key of read({ store: 'main', table, column: 'key', match }, never))
      found.push(key);

    expect(found.length).toBe(2511);
    expect(new Set(found).size).toBe(2511);
    expect(found.filter((key) => key.startsWith('b1/'))).toEqual([]);
  });
});

describe.skipIf(POSTGRES_URL === undefined)('rows that somebody else works on', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await real('troth_connectors_locks', POSTGRES_URL ?? '');
    await database.run(SCHEMA);
  });
  afterAll(() => database.close());

  test('are passed over, told as left, and erased by the next call', async () => {
    const other = await real('troth_connectors_unused', POSTGRES_URL ?? '');
    const connector = postgres({ store: 'main', client: database });
    // One statement holds its lock while the connector runs beside it.
    const holding = other.query(
      `WITH held AS (SELECT 1 FROM troth_connectors_locks."Photo" WHERE key = 'a1/1' FOR UPDATE) SELECT pg_sleep(2) FROM held`,
      [],
    );
    await waitForLock(database);

    const first = await connector.erase(PHOTOS, never);
    await holding;
    const second = await connector.erase(PHOTOS, never);
    await other.close();

    expect(first).toMatchObject({ kind: 'failed', retryable: true, erased: 9 });
    expect(second).toEqual({ kind: 'erased', count: 1 });
  });
});

async function waitForLock(database: TestDatabase): Promise<void> {
  for (;;) {
    const { rows } = await database.query(
      'SELECT 1 FROM "Photo" WHERE key = $1 FOR UPDATE SKIP LOCKED',
      ['a1/1'],
    );
    if (rows.length === 0) return;
  }
}

async function placeOf(database: TestDatabase): Promise<Place> {
  await database.run(SCHEMA);
  let losesNext = false;
  const client = {
    query: async (
      text: string,
      params: unknown[],
    ): Promise<{ readonly rows: readonly unknown[] }> => {
      const answer = await database.query(text, params);
      if (!losesNext || !text.startsWith('WITH batch')) return answer;
      losesNext = false;
      throw new Error('timeout');
    },
  };
  return {
    connector: postgres({ store: 'main', client, batchRows: 3 }),
    step: PHOTOS,
    own: 10,
    neighbours: async () =>
      (
        await database.query(
          `SELECT * FROM "Photo" WHERE "albumId" NOT LIKE 'a%' ORDER BY 1, 2`,
          [],
        )
      ).rows,
    faults: {
      losesAnswer: () => {
        losesNext = true;
      },
      refuses: () =>
        database.run(`
          CREATE TABLE "Reply2" ("albumId" text, no int, FOREIGN KEY ("albumId", no) REFERENCES "Photo" ON DELETE RESTRICT);
          INSERT INTO "Reply2" VALUES ('a1', 1);
        `),
      liesOnce: () =>
        database.run(`
          CREATE OR REPLACE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
          CREATE TRIGGER keep BEFORE DELETE ON "Photo" FOR EACH ROW EXECUTE FUNCTION keep();
        `),
    },
  };
}
