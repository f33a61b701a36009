import { guardedQueries } from '@troth/guard';
import type { Guard } from '@troth/guard';

import { Prisma, PrismaClient } from '../generated/prisma/client.ts';

/** The platform's PostgreSQL; its fields and what they are to the policy stand in the schema. */
export class Database extends PrismaClient {}

/**
 * The driver is loaded only where it is used: tests bring an embedded database.
 * @param url of a server whose certificate is checked and that speaks TLS 1.3
 */
export async function postgres(url: string): Promise<Database> {
  const { PrismaPg } = await import('@prisma/adapter-pg');
  const adapter = new PrismaPg({
    connectionString: url,
    ssl: { minVersion: 'TLSv1.3', rejectUnauthorized: true },
  });
  return new Database({ adapter });
}

/** The same database, which touches personal data only as the purpose of the current work allows. */
export function guarded(database: Database, guard: Guard): Database {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the extension adds a method to each model and takes none away
  return database.$extends(guardedQueries(guard)) as unknown as Database;
}

/** Whether the write failed because another record already has the unique value. */
export function isTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}
