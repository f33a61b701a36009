import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { migrate } from '../database/migrate.ts';
import { embedded } from '../database/open-database.ts';

/** Left in the database by the transaction that seeded it. */
const SEEDED = 'seeded by troth';

/**
 * The governed application's schema in an embedded database: migrated at each start, seeded once, so
 * that what was erased stays erased.
 * @param folder where the database is kept
 */
export async function openEmbeddedStore(
  folder: string,
  source: { readonly migrations: string; readonly seed?: string },
): Promise<PGlite> {
  mkdirSync(dirname(folder), { recursive: true });
  const pglite = await PGlite.create(folder);
  const schema = join(dirname(source.migrations), 'schema.prisma');
  await migrate(embedded(pglite), {
    schema: existsSync(schema) ? readFileSync(schema, 'utf8') : '',
    migrations: source.migrations,
  });
  if (source.seed !== undefined) await seedOnce(pglite, readFileSync(source.seed, 'utf8'));
  return pglite;
}

async function seedOnce(pglite: PGlite, seed: string): Promise<void> {
  const { rows } = await pglite.query<{ readonly comment: string | null }>(
    `SELECT obj_description('public'::regnamespace, 'pg_namespace') AS comment`,
  );
  if (rows[0]?.comment === SEEDED) return;
  await pglite.transaction(async (sql) => {
    await sql.exec(seed);
    await sql.exec(`COMMENT ON SCHEMA public IS '${SEEDED}'`);
  });
}
