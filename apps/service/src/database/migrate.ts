import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { openSchemaEngine, prismaFolder } from './schema-engine.ts';

/**
 * Brings a database to the newest migration and records each in `_prisma_migrations`, as
 * `prisma migrate deploy` does on the same folder. A second run applies nothing.
 * @returns names of the migrations applied now
 */
export async function migrate(
  adapter: SqlMigrationAwareDriverAdapterFactory,
): Promise<readonly string[]> {
  const engine = await openSchemaEngine(
    adapter,
    readFileSync(join(prismaFolder, 'schema.prisma'), 'utf8'),
  );
  try {
    const result = await engine.applyMigrations({
      migrationsList: migrationsOnDisk(),
      filters: { externalTables: [], externalEnums: [] },
    });
    return result.appliedMigrationNames;
  } finally {
    engine.free();
  }
}

function migrationsOnDisk() {
  const baseDir = join(prismaFolder, 'migrations');
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
