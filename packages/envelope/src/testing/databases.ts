import { PGlite } from '@electric-sql/pglite';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { PrismaClient } from '../generated/prisma/client.ts';
import { KEY_TABLE } from '../key-store.ts';
import type { SqlClient } from '../sql-client.ts';

/** Found by the variable; without it the tests of real PostgreSQL are skipped, and say so. */
export const POSTGRES_URL: string | undefined = process.env['TEST_POSTGRES_URL'];

export interface TestDatabase extends SqlClient {
  readonly prisma: PrismaClient;
  run(script: string): Promise<void>;
  close(): Promise<void>;
}

/** The tables of `prisma/schema.prisma`. */
export const TABLES = `
CREATE TABLE "Person" (id text PRIMARY KEY, email text NOT NULL, "emailIndex" text NOT NULL UNIQUE, plan text NOT NULL DEFAULT 'free');
CREATE TABLE "letters" (id text PRIMARY KEY, "personId" text NOT NULL REFERENCES "Person" ON DELETE CASCADE, signed text);
${KEY_TABLE}`;

export async function embedded(): Promise<TestDatabase> {
  const database = await PGlite.create();
  await database.exec(TABLES);
  return {
    prisma: new PrismaClient({ adapter: new PrismaPGlite(database) }),
    query: (text, params) => database.query(text, params),
    run: async (script) => {
      await database.exec(script);
    },
    close: () => database.close(),
  };
}

/** A schema of its own in the database of the variable. */
export async function real(schema: string, url: string): Promise<TestDatabase> {
  const options = `-c search_path=${schema}`;
  const pool = new pg.Pool({ connectionString: url, options });
  await pool.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE; CREATE SCHEMA ${schema}`);
  await pool.query(TABLES);
  const prisma = new PrismaClient({
    adapter: new PrismaPg({ connectionString: url, options }, { schema }),
  });
  return {
    prisma,
    query: (text, params) => pool.query(text, params),
    run: async (script) => {
      await pool.query(script);
    },
    close: async () => {
      await prisma.$disconnect();
      await pool.query(`DROP SCHEMA ${schema} CASCADE`);
      await pool.end();
    },
  };
}

export const databases: readonly {
  readonly name: string;
  readonly open: () => Promise<TestDatabase>;
}[] = [
  { name: 'PGlite', open: embedded },
  ...(POSTGRES_URL === undefined
    ? []
    : [{ name: 'PostgreSQL', open: () => real('troth_envelope', POSTGRES_URL ?? '') }]),
];
