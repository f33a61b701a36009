import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { embedded } from './open-database.ts';
import { prismaFolder } from './schema-engine.ts';

interface Said {
  /** `table.column`, as the database spells it. */
  readonly column: string;
  /** What stands behind `@data`; absent: nothing is said. */
  readonly data: string | undefined;
}

/** Each column of the schema, and what the line before says that it holds. */
function columnsSaid(schema: string): readonly Said[] {
  const models = [...schema.matchAll(/^model \w+ \{\n(.*?)^\}/gms)].map(([, body = '']) => body);
  return models.flatMap((body) => {
    const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? '';
    const lines = body.split('\n').map((line) => line.trim());
    return lines.flatMap((line, index) => {
      const [, name, type = ''] = /^(\w+)\s+([A-Z]\w*)/.exec(line) ?? [];
      if (name === undefined || isRelation(schema, type)) return [];
      const column = /@map\("(\w+)"\)/.exec(line)?.[1] ?? name;
      const data = /^\/\/\/ @data (.+)$/.exec(lines[index - 1] ?? '')?.[1];
      return [{ column: `${table}.${column}`, data }];
    });
  });
}

function isRelation(schema: string, type: string): boolean {
  return schema.includes(`model ${type} {`);
}

const said = columnsSaid(readFileSync(join(prismaFolder, 'schema.prisma'), 'utf8'));

test('every column of the service’s own database is one that the schema speaks of, and no other is', async () => {
  const pglite = await PGlite.create();
  await migrate(embedded(pglite));
  const { rows } = await pglite.query<{ readonly column: string }>(`
    SELECT table_name || '.' || column_name AS column FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'`);
  await pglite.close();

  expect(said.length).toBeGreaterThan(100);
  expect(said.map(({ column }) => column).toSorted()).toEqual(
    rows.map(({ column }) => column).toSorted(),
  );
});

test('the schema says of each column what it holds, and why that is not personal data', () => {
  const unsaid = said.filter(({ data }) => data === undefined || !/^none -- \S.{5,}/.test(data));

  expect(unsaid).toEqual([]);
});
