import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { compilePolicy, type CompiledPolicy, type DataMap } from '@troth/compiler';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { BlindIndex } from './blind-index.ts';
import { DataKeys } from './data-keys.ts';
import { encryptedColumns } from './encrypted-columns.ts';
import { Envelope } from './envelope.ts';
import type { PrismaClient } from './generated/prisma/client.ts';
import { KeyStore } from './key-store.ts';
import { addLocalKey, localKeys } from './local-keys.ts';
import { findPlainText, plainTextChecks } from './plain-text-check.ts';
import { encryptedFields } from './prisma/encrypted-fields.ts';
import { rewrapBatch, sealBatch } from './rotation.ts';
import { fieldsOf } from './sql-client.ts';
import { databases, type TestDatabase } from './testing/databases.ts';
import { keyFile } from './testing/fields.ts';

/** A health platform that promises its patients encryption value by value. */
const policy = policyOf('../../../examples/policies/health-eu');

/** Its application: patients with an address, and letters of their doctors. */
const dataMap: DataMap = {
  application: 'clinic',
  stores: [
    {
      kind: 'database',
      id: 'database',
      tables: [
        table('Person', 'id', { email: ['account.email'], plan: [] }),
        table('letters', 'personId', { signed: ['health.records'] }),
      ],
    },
  ],
};
const columns = encryptedColumns(policy, dataMap);
const PATIENTS = 12;
const addressOf = (n: number): string => `patient-${n}@example.test`;

describe.each(databases)(
  'what the policy of a health platform promises, over $name',
  ({ open }) => {
    let database: TestDatabase;
    let store: KeyStore;
    let file: string;
    let envelope: Envelope;
    let clinic: PrismaClient;

    beforeAll(async () => {
      database = await open();
      await database.run(plainTextChecks(columns));
      store = new KeyStore(database);
    });
    afterAll(() => database.close());

    beforeEach(async () => {
      await database.run('DELETE FROM troth_data_keys; DELETE FROM "Person"');
      file = await keyFile();
      envelope = await restarted();
      clinic = database.prisma.$extends(
        encryptedFields({
          envelope,
          columns,
          index: new BlindIndex(randomBytes(32)),
          indexFields: { Person: { email: 'emailIndex' } },
        }),
      ) as unknown as PrismaClient;
      for (let n = 0; n < PATIENTS; n += 1) {
        const id = `p${n}`;
        await clinic.person.create({ data: { id, email: addressOf(n), emailIndex: '' } });
        await clinic.letter.create({ data: { id: `l${n}`, personId: id, signed: `Rest, ${n}.` } });
      }
    }, 60_000);

    /** As a process that starts has it: the keys in the file, nothing in memory. */
    async function restarted(): Promise<Envelope> {
      const keks = await localKeys(file);
      return new Envelope(new DataKeys({ store, keks, now: () => new Date(0), cacheMs: 0 }));
    }

    async function stored(name: string, column: string): Promise<readonly string[]> {
      const { rows } = await database.query(`SELECT "${column}" FROM "${name}" ORDER BY id`, []);
      return rows.map((row) => String(fieldsOf(row)[column]));
    }

    test('no sample of the database shows an address or what a doctor wrote, in its text or in its bytes', async () => {
      const sample = [...(await stored('Person', 'email')), ...(await stored('letters', 'signed'))];

      const bytes = sample.map((text) =>
        Buffer.from(text.slice(9), 'base64url').toString('latin1'),
      );
      expect(sample).toHaveLength(2 * PATIENTS);
      expect(sample.every((text) => text.startsWith('troth:v1:'))).toBe(true);
      expect([...sample, ...bytes].join()).not.toMatch(/patient-|example\.test|Rest, /);
      expect(new Set(sample).size).toBe(sample.length);
      expect(await findPlainText(database, columns)).toEqual([]);
    });

    test('two values that are swapped between patients open for neither', async () => {
      await database.run(
        `UPDATE letters a SET signed = b.signed FROM letters b
       WHERE (a.id, b.id) IN (('l1', 'l2'), ('l2', 'l1'))`,
      );

      for (const id of ['l1', 'l2'])
        await expect(clinic.letter.findUniqueOrThrow({ where: { id } })).rejects.toThrow(
          'stands where it was not written',
        );
      expect((await clinic.letter.findUniqueOrThrow({ where: { id: 'l3' } })).signed).toBe(
        'Rest, 3.',
      );
    });

    test('a patient is found by address, and plain text is refused whoever writes it', async () => {
      const found = await clinic.person.findFirst({ where: { email: ' PATIENT-7@example.test' } });
      const plain = database.run(`UPDATE letters SET signed = 'Rest.' WHERE id = 'l1'`);

      expect(found).toMatchObject({ id: 'p7', email: addressOf(7) });
      await expect(plain).rejects.toThrow('letters_signed_sealed');
    });

    test('keys are rotated by a job that is killed and run again, while patients read and write', async () => {
      const before = await stored('letters', 'signed');
      await addLocalKey(file);
      for (let n = 0; n < PATIENTS; n += 1) {
        const owner = { tenant: '', subject: `p${n}`, class: 'health.records' };
        await envelope.keys.renew(owner);
      }
      const done = new AbortController();
      const failures: unknown[] = [];
      const patients = (async () => {
        for (let n = 0; !done.signal.aborted; n = (n + 1) % PATIENTS) {
          const where = { id: `l${n}`, personId: `p${n}` };
          await clinic.letter.update({ where, data: { signed: `Rise, ${n}.` } });
          const read = await clinic.letter.findUniqueOrThrow({ where: { id: `l${n}` } });
          if (read.signed !== `Rise, ${n}.`) failures.push(read);
          // The embedded database answers without a turn of the event loop: files would never be read.
          await setImmediate();
        }
      })().catch((error: unknown) => failures.push(error));

      const rounds = { sealing: await rotated('killed'), again: await rotated('to the end') };
      done.abort();
      await patients;

      const after = await stored('letters', 'signed');
      const { rows } = await database.query(
        'SELECT count(*) AS n FROM troth_data_keys WHERE kek <> $1',
        [(await localKeys(file)).current],
      );
      expect(failures).toEqual([]);
      expect(rounds.sealing).toBe('left in the middle');
      expect(after.filter((text, row) => text === before[row])).toEqual([]);
      expect(Number(fieldsOf(rows[0])['n'])).toBe(0);
      const read = await clinic.letter.findMany();
      expect(read.every(({ signed }) => /^(Rest|Rise), \d+\.$/.test(signed ?? ''))).toBe(true);
    }, 60_000);

    /** The whole job as a process of its own does it, three rows at a time. */
    async function rotated(end: 'killed' | 'to the end'): Promise<string> {
      const keks = await localKeys(file);
      const own = await restarted();
      for (const column of columns) {
        let next: string | undefined;
        do {
          const batch = { sql: database, envelope: own, column };
          ({ next } = await sealBatch(batch, next, 3));
          if (end === 'killed' && column.table === 'letters') return 'left in the middle';
        } while (next !== undefined);
      }
      let next: string | undefined;
      do ({ next } = await rewrapBatch({ store, keks }, next, 3));
      while (next !== undefined);
      return 'done';
    }
  },
);

function policyOf(folder: string): CompiledPolicy {
  const root = join(import.meta.dirname, folder);
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /^(policy|clauses.*|vocabulary.*)\.yaml$/.test(path),
  );
  const { policy: compiled, diagnostics } = compilePolicy(
    paths.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })),
  );
  if (compiled === undefined) throw new Error(JSON.stringify(diagnostics));
  return compiled;
}

function table(name: string, subjectColumn: string, data: Readonly<Record<string, string[]>>) {
  const keys = [...new Set(['id', subjectColumn])];
  return {
    name,
    primaryKey: ['id'],
    subjectColumn,
    foreignKeys: [],
    columns: [
      ...keys.map((key) => ({ name: key, nullable: false, data: [], none: 'opaque key' })),
      ...Object.entries(data).map(([column, categories]) => ({
        name: column,
        nullable: true,
        data: categories,
        ...(categories.length === 0 && { none: 'of no person' }),
      })),
    ],
  };
}
