import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { PrismaClient } from '../generated/client.ts';
import { tracedDatabase } from '../tracing/traced-database.ts';
import type { Tracing } from '../tracing/tracing.ts';
import { connectionTo } from './connection.ts';
import type { TlsMinimum } from './connection.ts';
import { Database } from './database.ts';
import { Listener } from './listener.ts';
import type { Hearing } from './listener.ts';
import { migrate } from './migrate.ts';
import type { Migratable } from './migrate.ts';

export interface DatabaseSettings {
  /** A real PostgreSQL; absent: the embedded one. */
  readonly databaseUrl?: string;
  readonly dataDir: string;
  /** Oldest TLS towards a database that is not on loopback. */
  readonly minimumTls: TlsMinimum;
  readonly tracing: Tracing;
}

/** Opens the database and brings it to the newest migration. */
export async function openDatabase(settings: DatabaseSettings): Promise<Database> {
  return settings.databaseUrl === undefined
    ? openEmbedded(settings)
    : openServer(settings.databaseUrl, settings);
}

/** Where spans are made, each question to the database is one. */
function clientOf(adapter: SqlDriverAdapterFactory, tracing: Tracing): PrismaClient {
  return new PrismaClient({ adapter: tracing.isOn ? tracedDatabase(adapter, tracing) : adapter });
}

async function openEmbedded({ dataDir, tracing }: DatabaseSettings): Promise<Database> {
  mkdirSync(dataDir, { recursive: true });
  const pglite = await PGlite.create(join(dataDir, 'service-db'));
  const adapter = new PrismaPGlite(pglite);
  await migrate(embedded(pglite));
  return new Database(clientOf(adapter, tracing), 'embedded', {
    close: () => pglite.close(),
    execute: async (sql, values) => {
      await pglite.query(sql, [...values]);
    },
  });
}

async function openServer(
  databaseUrl: string,
  { minimumTls, tracing }: DatabaseSettings,
): Promise<Database> {
  // Only here: the embedded database needs no network client.
  const [{ PrismaPg }, { default: pg }] = await Promise.all([
    import('@prisma/adapter-pg'),
    import('pg'),
  ]);
  const connection = connectionTo(databaseUrl, minimumTls);
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
  // A connection that the server ends while nobody uses it, as in a restart, is replaced at the next query,
  // which reports what still fails; without a listener its end would be the end of this process.
  const replaced = (): void => undefined;
  pool.on('error', replaced);
  pool.on('connect', (client) => client.on('error', replaced));
  const adapter = new PrismaPg(pool);
  const listen = async (hearing: Hearing): Promise<() => Promise<void>> => {
    const listener = new Listener(async () => {
      const client = new pg.Client(connection);
      await client.connect();
      return client;
    }, hearing);
    await listener.start();
    return () => listener.stop();
  };
  return new Database(clientOf(adapter, tracing), 'server', {
    close: () => pool.end(),
    listen,
    execute: async (sql, values) => {
      await pool.query(sql, [...values]);
    },
  });
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
