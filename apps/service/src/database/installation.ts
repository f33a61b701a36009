import { timingSafeEqual } from 'node:crypto';
import type { Database } from './database.ts';

/**
 * Refuses a database that was written with another pseudonym key: with the wrong one no objection
 * and no tombstone would be found, and everything would look permitted.
 */
export async function checkInstallation(
  database: Database,
  keyCheck: string,
  now: Date,
): Promise<void> {
  const found = await database.client.installation.upsert({
    where: { id: 'only' },
    create: { id: 'only', keyCheck, createdAt: now },
    update: {},
  });
  const [a, b] = [Buffer.from(found.keyCheck), Buffer.from(keyCheck)];
  if (a.length !== b.length || !timingSafeEqual(a, b)) {
    throw new Error(
      'PSEUDONYM_KEY: this database was written with another key; give the same file to every process',
    );
  }
}
