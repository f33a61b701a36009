import { chmod, readFile, stat } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DataKeys } from './data-keys.ts';
import { Envelope } from './envelope.ts';
import { KeyStore } from './key-store.ts';
import { addLocalKey, localKeys } from './local-keys.ts';
import { rewrapBatch, sealBatch, type Progress } from './rotation.ts';
import { fieldsOf } from './sql-client.ts';
import { databases, POSTGRES_URL, type TestDatabase } from './testing/databases.ts';
import { EMAIL, envelopeOver, keyFile, SetClock } from './testing/fields.ts';

// oxlint-disable-next-line vitest/expect-expect -- it says what was skipped, and asserts nothing
test.skipIf(POSTGRES_URL !== undefined)(
  'real PostgreSQL was skipped: TEST_POSTGRES_URL is not set',
  (context) => {
    context.skip('TEST_POSTGRES_URL is not set');
  },
);

describe.each(databases)('over $name', ({ open }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(() => database.run('DELETE FROM troth_data_keys; DELETE FROM "Person"'));

  const field = (row: string, of = 'account.email') => ({
    tenant: '',
    table: 'Person',
    column: 'email',
    row,
    subject: row,
    class: of,
  });

  test('each subject and class has a data key of its own, and it is never stored open', async () => {
    const { envelope } = await envelopeOver(database);

    await envelope.seal(field('p1'), 'a');
    await envelope.seal(field('p1'), 'b');
    await envelope.seal(field('p1', 'account.name'), 'c');
    await envelope.seal(field('p2'), 'd');

    const { rows } = await database.query('SELECT wrapped FROM troth_data_keys', []);
    const sizes = rows.map((row) => Buffer.from(String(fieldsOf(row)['wrapped']), 'base64').length);
    expect(sizes).toEqual([112, 112, 112]);
  });

  test('two that seal for a new subject at once agree on one key', async () => {
    const { envelope } = await envelopeOver(database);

    const sealed = await Promise.all(
      Array.from({ length: 8 }, (_, n) => envelope.seal(field('p1'), `text ${n}`)),
    );

    const opened = await Promise.all(sealed.map((text) => envelope.open(field('p1'), text)));
    const { rows } = await database.query('SELECT id FROM troth_data_keys', []);
    expect(opened[7]).toBe('text 7');
    expect(rows).toHaveLength(1);
  });

  test('destroying the key of a subject erases what it sealed and nothing of others', async () => {
    const { envelope } = await envelopeOver(database);
    const gone = await envelope.seal(field('p1'), 'ada@example.test');
    const stays = await envelope.seal(field('p10'), 'bo@example.test');

    const { keyIds } = await envelope.keys.shred({ tenant: '', subject: 'p1' });

    expect(keyIds).toHaveLength(1);
    await expect(envelope.open(field('p1'), gone)).rejects.toThrow('was destroyed');
    await expect(envelope.seal(field('p1'), 'again')).rejects.toThrow('was destroyed');
    await expect(envelope.keys.renew(field('p1'))).rejects.toThrow('was destroyed');
    expect(await envelope.open(field('p10'), stays)).toBe('bo@example.test');
  });

  test('another instance opens nothing later than a shredding says', async () => {
    const clock = new SetClock();
    const { envelope, store, file } = await envelopeOver(database, clock);
    const keys = new DataKeys({ store, keks: await localKeys(file), now: clock.now });
    const elsewhere = new Envelope(keys);
    const sealed = await envelope.seal(field('p1'), 'ada@example.test');
    await elsewhere.open(field('p1'), sealed);

    const { effectiveAt } = await envelope.keys.shred({ tenant: '', subject: 'p1' });

    expect(effectiveAt.getTime() - clock.at.getTime()).toBe(60_000);
    clock.at = effectiveAt;
    await expect(elsewhere.open(field('p1'), sealed)).rejects.toThrow('was destroyed');
  });

  test('a backup from before a shredding is told to destroy the keys again', async () => {
    const { envelope, store } = await envelopeOver(database);
    const sealed = await envelope.seal(field('p1'), 'ada@example.test');
    const backup = await database.query('SELECT * FROM troth_data_keys', []);
    const { keyIds } = await envelope.keys.shred({ tenant: '', subject: 'p1' });
    const { kek, wrapped, id } = fieldsOf(backup.rows[0]);
    await database.query(
      'UPDATE troth_data_keys SET kek = $1, wrapped = $2, shredded_at = NULL WHERE id = $3::uuid',
      [kek, wrapped, id],
    );

    const again = await store.destroyAgain(keyIds, new Date());

    expect(again).toBe(1);
    await expect(envelope.open(field('p1'), sealed)).rejects.toThrow('was destroyed');
  });

  test('rotation wraps every key again, may be killed anywhere, and reading goes on', async () => {
    const { envelope, store, file } = await envelopeOver(database);
    const sealed = await Promise.all(
      Array.from({ length: 7 }, (_, n) => envelope.seal(field(`p${n}`), `text ${n}`)),
    );
    await addLocalKey(file);
    const keks = await localKeys(file);

    const first = await rewrapBatch({ store, keks }, undefined, 3);
    const rest: Progress[] = [];
    for (let next: string | undefined = ''; next !== undefined; next = rest.at(-1)?.next)
      rest.push(await rewrapBatch({ store, keks }, next === '' ? undefined : next, 3));

    const reader = new Envelope(new DataKeys({ store, keks, now: () => new Date() }));
    const texts = await Promise.all(sealed.map((text, n) => reader.open(field(`p${n}`), text)));
    const { rows } = await database.query('SELECT DISTINCT kek FROM troth_data_keys', []);
    expect([first.done, ...rest.map(({ done }) => done)]).toEqual([3, 3, 1]);
    expect(rows).toEqual([{ kek: keks.current }]);
    expect(texts).toEqual(Array.from({ length: 7 }, (_, n) => `text ${n}`));
  });

  test('a wrapped key that is moved to another subject does not open', async () => {
    const { envelope, store, file } = await envelopeOver(database);
    const sealed = await envelope.seal(field('p1'), 'ada@example.test');
    await database.run(`UPDATE troth_data_keys SET subject = 'p2'`);

    const reader = new Envelope(
      new DataKeys({ store, keks: await localKeys(file), now: () => new Date() }),
    );

    await expect(reader.open(field('p1'), sealed)).rejects.toThrow('was not written');
  });

  test('plain rows of before and rows under an older key are sealed again, in batches', async () => {
    const { envelope } = await envelopeOver(database);
    await database.run(`INSERT INTO "Person" (id, email, "emailIndex")
      SELECT 'p' || n, 'person' || n || '@example.test', n::text FROM generate_series(1, 5) n`);
    const column = { sql: database, envelope, column: EMAIL };

    const batches: Progress[] = [];
    for (let next: string | undefined = ''; next !== undefined; next = batches.at(-1)?.next)
      batches.push(await sealBatch(column, next === '' ? undefined : next, 2));
    const idle = await sealBatch(column);
    await envelope.keys.renew(field('p3'));
    const renewed = await sealBatch(column);

    const { rows } = await database.query('SELECT id, email FROM "Person" ORDER BY id', []);
    const texts = await Promise.all(
      rows.map((row) =>
        envelope.open(field(String(fieldsOf(row)['id'])), String(fieldsOf(row)['email'])),
      ),
    );
    expect(batches.map(({ done }) => done)).toEqual([2, 2, 1]);
    expect([idle.done, renewed.done]).toEqual([0, 1]);
    expect(texts).toEqual([1, 2, 3, 4, 5].map((n) => `person${n}@example.test`));
  });
});

test('a key file is made for its owner alone, and one that others can read is refused', async () => {
  const file = await keyFile();

  await localKeys(file);

  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await chmod(file, 0o644);
  await expect(localKeys(file)).rejects.toThrow('can be read by others');
});

test('a key-encryption key that is gone closes its data keys for ever', async () => {
  const owner = { tenant: '', subject: 'p1', class: 'account.email' };
  const wrapped = await (await localKeys(await keyFile())).wrap(Buffer.alloc(32, 1), owner);

  const unwrap = (await localKeys(await keyFile())).unwrap(wrapped, owner);

  await expect(unwrap).rejects.toThrow('there is no key-encryption key');
});

test('a key file keeps its older keys when one is added', async () => {
  const file = await keyFile();
  const owner = { tenant: '', subject: 'p1', class: 'account.email' };
  const wrapped = await (await localKeys(file)).wrap(Buffer.alloc(32, 1), owner);

  const name = await addLocalKey(file);

  const keks = await localKeys(file);
  expect(keks.current).toBe(name);
  expect(Buffer.from(await keks.unwrap(wrapped, owner))).toEqual(Buffer.alloc(32, 1));
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ format: 1, current: name });
});

test('nothing keeps a data key in memory for longer than a minute', () => {
  const options = {
    store: new KeyStore({ query: () => Promise.resolve({ rows: [] }) }),
    keks: never,
  };

  expect(() => new DataKeys({ ...options, now: () => new Date(), cacheMs: 60_001 })).toThrow(
    '60,000 ms',
  );
});

const never = {
  current: 'none',
  wrap: () => Promise.reject(new Error('not asked')),
  unwrap: () => Promise.reject(new Error('not asked')),
};
