import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import { openSchemaEngine, prismaFolder } from './schema-engine.ts';

/** A database that Prisma Migrate can work on. */
export interface Migratable {
  readonly factory: SqlMigrationAwareDriverAdapterFactory;
  /**
   * Runs a migration's SQL as one script. The adapters' own cut it at every semicolon, also inside a
   * function's body, or do not wait for its end.
   */
  readonly script: (adapter: SqlDriverAdapter, sql: string) => Promise<void>;
}

/**
 * Brings a database to the newest migration and records each in `_prisma_migrations`, as
 * `prisma migrate deploy` does on the same folder. A second run applies nothing.
 * @returns names of the migrations applied now
 */
export async function migrate(
  database: Migratable,
  source: MigrationSource = ownMigrations(),
): Promise<readonly string[]> {
  const engine = await openSchemaEngine(scripted(database), source.schema);
  try {
    const result = await engine.applyMigrations({
      migrationsList: migrationsOnDisk(source.migrations),
      filters: { externalTables: [], externalEnums: [] },
    });
    return result.appliedMigrationNames;
  } finally {
    engine.free();
  }
}

function scripted({ factory, script }: Migratable): SqlMigrationAwareDriverAdapterFactory {
  const withScript = (adapter: SqlDriverAdapter): SqlDriverAdapter =>
    Object.assign(adapter, { executeScript: (sql: string) => script(adapter, sql) });
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => withScript(await factory.connect()),
    connectToShadowDb: async () => withScript(await factory.connectToShadowDb()),
  };
}

export interface MigrationSource {
  /** Text of the Prisma schema. */
  readonly schema: string;
  /** Folder of the migrations. */
  readonly migrations: string;
}

function ownMigrations(): MigrationSource {
  return {
    schema: readFileSync(join(prismaFolder, 'schema.prisma'), 'utf8'),
    migrations: join(prismaFolder, 'migrations'),
  };
}

function migrationsOnDisk(baseDir: string) {
  const folders = readdirSync(baseDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
  return {
    baseDir,
    lockfile: {
      path: 'migration_lock.toml',
      content: readFileSync(join(baseDir, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: folders.map((path) => ({
      path,
      migrationFile: {
        path: 'migration.sql',
        content: {
          tag: 'ok' as const,
          value: readFileSync(join(baseDir, path, 'migration.sql'), 'utf8'),
        },
      },
    })),
  };
}
