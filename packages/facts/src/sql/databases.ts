import type { SourceText } from '../extraction.ts';

/** The files of each database: all below one folder of migrations, else those of one folder. */
export function sqlDatabases<File extends SourceText>(
  files: readonly File[],
): readonly (readonly File[])[] {
  const sql = files.filter(({ path }) => path.endsWith('.sql'));
  return [...Map.groupBy(sql, ({ path }) => homeOf(path)).values()];
}

function homeOf(path: string): string {
  const migrations = /^(?:.*?\/)?(?:migrations?|drizzle|flyway|liquibase)(?=\/)/iu.exec(path)?.[0];
  return migrations ?? path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
