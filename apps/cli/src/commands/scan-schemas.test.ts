import { expect, test } from 'vitest';
import { temporaryFolder, trothJson } from '../testing/run-troth.ts';
import { smallPolicy } from '../testing/small-policy.ts';

interface Report {
  readonly findings: readonly {
    readonly rule: string;
    readonly path: string;
    readonly line: number;
  }[];
}

async function placesOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const folder = temporaryFolder({ ...smallPolicy, ...files });
  const { json } = await trothJson(['scan'], { cwd: folder });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the command's contract says
  return (json as Report).findings.map(({ rule, path, line }) => `${path}:${line} ${rule}`);
}

test('a column of the migrations says what it is, also when a later one makes it', async () => {
  const places = await placesOf({
    'db/migrations/1_users.sql':
      'CREATE TABLE users (\n  id int PRIMARY KEY, -- @data none -- opaque key\n  name text\n);\n',
    'db/migrations/2_mail.sql': 'ALTER TABLE users ADD COLUMN email text;\n',
  });

  expect(places.filter((place) => place.endsWith('unclassified-field'))).toEqual([
    'db/migrations/1_users.sql:3 collection/unclassified-field',
    'db/migrations/2_mail.sql:1 collection/unclassified-field',
  ]);
});

test('a table that a schema declares is not told again by its migrations, but for a column that they alone know', async () => {
  const places = await placesOf({
    'prisma/schema.prisma':
      'datasource db {\n  provider = "postgresql"\n}\n/// @subject account\nmodel User {\n  /// @data none -- opaque key\n  id Int @id\n  mail String @map("user_mail")\n\n  @@map("users")\n}\n',
    'prisma/migrations/1/migration.sql':
      'CREATE TABLE "users" (id int PRIMARY KEY,\n  user_mail text,\n  phone text);\n',
  });

  expect(places.filter((place) => place.endsWith('unclassified-field'))).toEqual([
    'prisma/migrations/1/migration.sql:3 collection/unclassified-field',
    'prisma/schema.prisma:8 collection/unclassified-field',
  ]);
});
