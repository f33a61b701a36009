import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import type { SqlClient } from '../sql-client.ts';

export interface TestDatabase extends SqlClient {
  run(script: string): Promise<void>;
  close(): Promise<void>;
}

/** Found by the variable; without it the tests of real PostgreSQL are skipped, and say so. */
export const POSTGRES_URL: string | undefined = process.env['TEST_POSTGRES_URL'];

export async function embedded(): Promise<TestDatabase> {
  const database = await PGlite.create();
  return {
    query: (text, params) => database.query(text, params),
    run: async (script) => {
      await database.exec(script);
    },
    close: () => database.close(),
  };
}

/** A schema of its own in the database of the variable. */
export async function real(schema: string, url: string): Promise<TestDatabase> {
  const pool = new pg.Pool({ connectionString: url, options: `-c search_path=${schema}` });
  await pool.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE; CREATE SCHEMA ${schema}`);
  return {
    query: (text, params) => pool.query(text, params),
    run: async (script) => {
      await pool.query(script);
    },
    close: async () => {
      await pool.query(`DROP SCHEMA ${schema} CASCADE`);
      await pool.end();
    },
  };
}
