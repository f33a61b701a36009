import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { PGlite } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { expect, test } from 'vitest';

import { isPassword } from './accounts/password.ts';
import { Database } from './foundation/database.ts';
import { migrations } from './testing/platform.ts';

const platform = join(import.meta.dirname, '..');

test('the fictional people of the seed fit the tables, and each object they own is there', async () => {
  const postgres = await PGlite.create();
  const seed = readFileSync(join(platform, 'seed/platform.sql'), 'utf8');
  for (const sql of [...migrations(), seed]) await postgres.exec(sql);
  const database = new Database({ adapter: new PrismaPGlite(postgres) });

  const people = await database.account.findMany({ orderBy: { id: 'asc' } });
  const snapshots = await database.snapshot.findMany();
  const datasets = await database.dataset.findMany();

  expect(people.map(({ id }) => id)).toEqual(['u-1001', 'u-1002', 'u-1003']);
  expect(await isPassword('fictional-password', people[0]?.passwordHash ?? null)).toBe(true);
  for (const { objectKey, sizeBytes } of [...snapshots, ...datasets]) {
    expect(BigInt(statSync(join(platform, 'seed/objects', objectKey)).size)).toBe(sizeBytes);
  }
  await postgres.close();
});
