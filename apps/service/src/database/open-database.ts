import { mkdirSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { PrismaClient } from '../generated/client.ts';
import { Database } from './database.ts';
import { migrate } from './migrate.ts';
import type { Migratable } from './migrate.ts';

export interface DatabaseSettings {
  /** A real PostgreSQL; absent: the embedded one. */
  readonly databaseUrl?: string;
  readonly dataDir: string;
  /** Oldest TLS towards a database that is not on loopback. */
  readonly minimumTls: 'TLSv1.2' | 'TLSv1.3';
}

/** Opens the database and brings it to the newest migration. */
export async function openDatabase(settings: DatabaseSettings): Promise<Database> {
  return settings.databaseUrl === undefined
    ? openEmbedded(settings.dataDir)
    : openServer(settings.databaseUrl, settings.minimumTls);
}

async function openEmbedded(dataDir: string): Promise<Database> {
  mkdirSync(dataDir, { recursive: true });
  const pglite = await PGlite.create(join(dataDir, 'service-db'));
  const adapter = new PrismaPGlite(pglite);
  await migrate(embedded(pglite));
  return new Database(new PrismaClient({ adapter }), 'embedded', () => pglite.close());
}

async function openServer(
  databaseUrl: string,
  minVersion: DatabaseSettings['minimumTls'],
): Promise<Database> {
  const url = new URL(databaseUrl);
  const local = isLoopback(url.hostname);
  // What the URL says of TLS would win over the policy, so it goes.
  if (!local) {
    for (const name of ['sslmode', 'ssl', 'sslrootcert', 'uselibpqcompat']) {
      url.searchParams.delete(name);
    }
  }
  // Only here: the embedded database needs no network client.
  const [{ PrismaPg }, { default: pg }] = await Promise.all([
    import('@prisma/adapter-pg'),
    import('pg'),
  ]);
  const connection = {
    connectionString: url.href,
    ...(local ? {} : { ssl: { minVersion, rejectUnauthorized: true } }),
  };
  // Prisma Migrate takes a lock of its session; ending the session is what gives it back.
  const migrating = new pg.Pool({ ...connection, max: 1 });
  try {
    await migrate({
      factory: new PrismaPg(migrating),
      script: async (_, sql) => {
        await migrating.query(sql);
      },
    });
  } finally {
    await migrating.end();
  }
  const pool = new pg.Pool(connection);
  const adapter = new PrismaPg(pool);
  return new Database(new PrismaClient({ adapter }), 'server', () => pool.end());
}

function isLoopback(host: string): boolean {
  if (host === 'localhost' || host === '[::1]') return true;
  return isIP(host) === 4 && host.startsWith('127.');
}

/** The embedded database as Prisma Migrate wants it. */
export function embedded(pglite: PGlite): Migratable {
  return {
    factory: new PrismaPGlite(pglite),
    script: async (_, sql) => {
      await pglite.exec(sql);
    },
  };
}
