// `node prisma/make-migration.ts NAME`: writes the SQL that takes the existing migrations to the
// schema as it stands now. Works where Prisma's native engine cannot be downloaded.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { migrate } from '../src/database/migrate.ts';
import { openSchemaEngine, prismaFolder } from '../src/database/schema-engine.ts';

const name = process.argv[2];
if (name === undefined || !/^\d{14}_[a-z_]+$/.test(name)) {
  throw new Error('say a name such as 20261201120000_add_requests');
}
const schema = readFileSync(join(prismaFolder, 'schema.prisma'), 'utf8');
const migrations = join(prismaFolder, 'migrations');
const pglite = await PGlite.create();
const adapter = new PrismaPGlite(pglite);
const existing = readdirSync(migrations, { withFileTypes: true }).filter((e) => e.isDirectory());
if (existing.length > 0) {
  await migrate({ factory: adapter, script: async (_, sql) => void (await pglite.exec(sql)) });
}
const engine = await openSchemaEngine(adapter, schema);
const to = {
  tag: 'schemaDatamodel' as const,
  files: [{ path: 'schema.prisma', content: schema }],
};
const from =
  existing.length === 0
    ? { tag: 'empty' as const }
    : {
        tag: 'schemaDatasource' as const,
        files: to.files,
        configDir: prismaFolder,
      };
const diff = await engine.diff({
  from,
  to,
  script: true,
  exitCode: null,
  filters: { externalTables: [], externalEnums: [] },
});
mkdirSync(join(migrations, name), { recursive: true });
writeFileSync(join(migrations, name, 'migration.sql'), diff.stdout ?? '');
await pglite.close();
