import { PrismaPg } from '@prisma/adapter-pg';

import { Prisma, PrismaClient } from '../generated/prisma/client.ts';

/** The platform's PostgreSQL; its fields and what they are to the policy stand in the schema. */
export class Database extends PrismaClient {}

/** @param url of a server whose certificate is checked and that speaks TLS 1.3 */
export function postgres(url: string): Database {
  const adapter = new PrismaPg({
    connectionString: url,
    ssl: { minVersion: 'TLSv1.3', rejectUnauthorized: true },
  });
  return new Database({ adapter });
}

/** Whether the write failed because another record already has the unique value. */
export function isTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}
