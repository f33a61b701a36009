import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { BlindIndex } from '../blind-index.ts';
import type { Envelope } from '../envelope.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { findPlainText, plainTextChecks } from '../plain-text-check.ts';
import { fieldsOf } from '../sql-client.ts';
import { databases, embedded, type TestDatabase } from '../testing/databases.ts';
import { EMAIL, envelopeOver, SIGNED } from '../testing/fields.ts';
import { encryptedFields } from './encrypted-fields.ts';

describe.each(databases)('over $name', ({ open }) => {
  let database: TestDatabase;
  let envelope: Envelope;
  let sealed: PrismaClient;
  beforeAll(async () => {
    database = await open();
    await database.run(plainTextChecks([EMAIL, SIGNED]));
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.run('DELETE FROM troth_data_keys; DELETE FROM "Person"');
    ({ envelope } = await envelopeOver(database));
    sealed = extended();
  });

  function extended(): PrismaClient {
    const extension = encryptedFields({
      envelope,
      columns: [EMAIL, SIGNED],
      index: new BlindIndex(randomBytes(32)),
      indexFields: { Person: { email: 'emailIndex' } },
    });
    // The extension adds no method, so the client's type stays what it was.
    return database.prisma.$extends(extension) as unknown as PrismaClient;
  }

  const person = (id: string, email: string) =>
    sealed.person.create({ data: { id, email, emailIndex: '' } });

  async function raw(table: string, column: string): Promise<string[]> {
    const { rows } = await database.query(`SELECT "${column}" FROM "${table}" ORDER BY id`, []);
    return rows.map((row) => String(fieldsOf(row)[column]));
  }

  test('the database holds ciphertext, the application reads text', async () => {
    const created = await person('p1', 'ada@example.test');
    await sealed.letter.create({ data: { personId: 'p1', signed: 'Ada Marsh' } });

    const [email] = await raw('Person', 'email');
    const [signed] = await raw('letters', 'signed');
    const read = await sealed.person.findUniqueOrThrow({
      where: { id: 'p1' },
      include: { letters: true },
    });

    expect(email).toMatch(/^troth:v1:/);
    expect(Buffer.from(String(email).slice(9), 'base64url').toString('latin1')).not.toContain(
      'ada',
    );
    expect(signed).toMatch(/^troth:v1:/);
    expect(created.email).toBe('ada@example.test');
    expect(read.email).toBe('ada@example.test');
    expect(read.letters[0]?.signed).toBe('Ada Marsh');
  });

  test('a ciphertext that is moved to another row does not open', async () => {
    await person('p1', 'ada@example.test');
    await person('p2', 'bo@example.test');
    await database.run(`UPDATE "Person" a SET email = b.email FROM "Person" b WHERE a.id <> b.id`);

    await expect(sealed.person.findMany()).rejects.toThrow('stands where it was not written');
  });

  test('plain text is refused by the database, whoever writes it, and found by the probe', async () => {
    const write = database.prisma.person.create({
      data: { id: 'p1', email: 'ada@example.test', emailIndex: 'i' },
    });

    await expect(write).rejects.toThrow('Person_email_sealed');
    expect(await findPlainText(database, [EMAIL, SIGNED])).toEqual([]);
    await database.run(`ALTER TABLE "Person" DROP CONSTRAINT "Person_email_sealed"`);
    await database.run(`INSERT INTO "Person" VALUES ('p1', 'ada@example.test', 'i')`);
    expect(await findPlainText(database, [EMAIL])).toMatchObject([{ column: 'email', rows: 1 }]);
    await expect(sealed.person.findMany()).rejects.toThrow('plain text stands in');
    await database.run('DELETE FROM "Person"');
    await database.run(plainTextChecks([EMAIL]));
  });

  test('somebody is found by address, however it is written', async () => {
    await person('p1', 'Ada@Example.test ');
    await person('p2', 'bo@example.test');

    const found = await sealed.person.findFirst({ where: { email: 'ada@example.test' } });
    const several = await sealed.person.count({
      where: { OR: [{ email: { in: ['BO@example.test'] } }, { email: { equals: 'x@x.test' } }] },
    });

    expect(found?.id).toBe('p1');
    expect(several).toBe(1);
  });

  test('a query chooses what it likes, and gets nothing it did not ask for', async () => {
    await person('p1', 'ada@example.test');
    await sealed.letter.create({ data: { id: 'l1', personId: 'p1', signed: 'Ada' } });

    const chosen = await sealed.person.findMany({
      select: { email: true, letters: { select: { signed: true } } },
    });
    const omitted = await sealed.person.findMany({ omit: { id: true, emailIndex: true } });

    expect(chosen).toEqual([{ email: 'ada@example.test', letters: [{ signed: 'Ada' }] }]);
    expect(omitted).toEqual([{ email: 'ada@example.test', plan: 'free' }]);
  });

  test('updates, upserts and several rows at once are sealed each for its own row', async () => {
    await sealed.person.createMany({
      data: [
        { id: 'p1', email: 'a@example.test', emailIndex: '' },
        { id: 'p2', email: 'b@example.test', emailIndex: '' },
      ],
    });
    await sealed.person.update({ where: { id: 'p1' }, data: { email: { set: 'c@example.test' } } });
    const upsert = (id: string) =>
      sealed.person.upsert({
        where: { id },
        create: { id, email: 'd@example.test', emailIndex: '' },
        update: { email: 'e@example.test' },
      });
    await upsert('p2');
    await upsert('p3');

    const emails = await sealed.person.findMany({
      orderBy: { id: 'asc' },
      select: { email: true },
    });
    const found = await sealed.person.findUnique({
      where: { id: 'p1', email: 'c@example.test' },
    });
    expect(emails.map(({ email }) => email)).toEqual([
      'c@example.test',
      'e@example.test',
      'd@example.test',
    ]);
    expect(found?.id).toBe('p1');
    expect((await raw('Person', 'email')).every((text) => text.startsWith('troth:v1:'))).toBe(true);
  });

  test('a row written in a transaction that fails is not there; keys keep to a connection of their own', async () => {
    const keys = await embedded();
    ({ envelope } = await envelopeOver(keys));
    sealed = extended();
    const write = sealed.$transaction(async (transaction) => {
      await transaction.person.create({
        data: { id: 'p1', email: 'a@example.test', emailIndex: '' },
      });
      throw new Error('undone');
    });

    await expect(write).rejects.toThrow('undone');
    await keys.close();
    expect(await raw('Person', 'id')).toEqual([]);
  });

  test('a closed account can be nobody: its key is destroyed, and the rows stay unreadable', async () => {
    await person('p1', 'ada@example.test');

    await envelope.keys.shred({ tenant: '', subject: 'p1' });

    await expect(sealed.person.findMany()).rejects.toThrow('its data is erased');
    expect(await sealed.person.findMany({ select: { plan: true } })).toEqual([{ plan: 'free' }]);
  });

  const refusals: readonly (readonly [string, (db: PrismaClient) => Promise<unknown>, string])[] = [
    [
      'an update of many rows',
      (db) => db.person.updateMany({ data: { email: 'x' } }),
      'update one row at a time',
    ],
    [
      'a write inside another',
      (db) =>
        db.person.create({
          data: { id: 'p9', email: 'x', emailIndex: '', letters: { create: { signed: 'X' } } },
        }),
      'write it in a call of its own',
    ],
    [
      'an update that does not name the row',
      (db) => db.person.update({ where: { emailIndex: 'i' }, data: { email: 'x' } }),
      'bound to their row',
    ],
    [
      'an update that does not say whose it is',
      (db) => db.letter.update({ where: { id: 'l1' }, data: { signed: 'X' } }),
      'add `personId`',
    ],
    [
      'a change of owner',
      (db) => db.letter.update({ where: { id: 'l1' }, data: { personId: 'p2' } }),
      'cannot change',
    ],
    [
      'a search by a part of the address',
      (db) => db.person.findMany({ where: { email: { contains: 'ada' } } }),
      '`equals` and `in` alone',
    ],
    [
      'a search in a field without an index',
      (db) => db.letter.findMany({ where: { signed: 'Ada' } }),
      'no blind index',
    ],
    [
      'a search through a relation',
      (db) => db.person.findMany({ where: { letters: { some: { signed: 'Ada' } } } }),
      'through a relation',
    ],
    ['an order', (db) => db.person.findMany({ orderBy: { email: 'asc' } }), 'no order'],
    ['a group', (db) => db.person.groupBy({ by: ['email'], _count: true }), 'no groups'],
  ];
  test.each(refusals)('%s is refused and says what to write', async (_, ask, message) => {
    await expect(ask(sealed)).rejects.toThrow(message);
  });
});
