import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commitAll } from '../testing/git.ts';
import { temporaryFolder, troth } from '../testing/run-troth.ts';
import { smallPolicy } from '../testing/small-policy.ts';

const schema = `model Customer {
  id        String   @id
  order     String
  phone     String
  isActive  Boolean
  createdAt DateTime
  blob      String
  /// @data none -- a colour of the page
  theme     String
  visits    Visit[]
}

model Visit {
  id         String   @id
  customerId String
  customer   Customer @relation(fields: [customerId], references: [id])
}
`;

test('what fields hold is proposed as a patch that git applies, with a reason each, and nothing is written', async () => {
  const folder = temporaryFolder({ ...smallPolicy, 'db/schema.prisma': schema });
  commitAll(folder);

  const run = await troth(['classify', 'db/schema.prisma'], { cwd: folder });

  const path = join(folder, 'db/schema.prisma');
  expect(readFileSync(path, 'utf8')).toBe(schema);
  writeFileSync(join(folder, 'data.patch'), run.out);
  execFileSync('git', ['apply', 'data.patch'], { cwd: folder });
  expect(readFileSync(path, 'utf8')).toBe(
    schema
      .replaceAll('  id  ', '  /// @data none -- opaque key\n  id  ')
      .replace('  order ', '  /// @data shop.orders\n  order ')
      .replace('  isActive ', '  /// @data none -- a flag\n  isActive ')
      .replace('  createdAt ', '  /// @data none -- a time stamp of the row\n  createdAt ')
      .replace('  customerId ', '  /// @data none -- key of another row\n  customerId '),
  );
  expect(run.out).toContain('# Customer.order: `order` on `Customer` is what the vocabulary calls');
});

test('what a name does not tell, or the policy does not know, is left to a person', async () => {
  const folder = temporaryFolder({ ...smallPolicy, 'schema.prisma': schema });

  const run = await troth(['classify', 'schema.prisma'], { cwd: folder });

  expect(run.code).toBe(0);
  expect(run.err).toMatch(/^Customer\.phone: it looks like .*, which the policy does not declare/m);
  expect(run.err).toContain('Customer.blob: its name says nothing: look at what is kept in it\n');
  expect(run.err).toContain('6 proposals, 2 fields left to decide\n');
});

test('a schema in which every field is classified gives an empty patch', async () => {
  const done = 'model A {\n  /// @data none -- opaque key\n  id String @id\n}\n';
  const folder = temporaryFolder({ ...smallPolicy, 'schema.prisma': done });

  const run = await troth(['classify', 'schema.prisma'], { cwd: folder });

  expect(run).toMatchObject({ code: 0, out: '' });
});

test.each([
  ['gone.prisma', 'troth: the schema `gone.prisma` cannot be read\n'],
  ['policy', 'troth: `policy` is no Prisma schema: classify reads `.prisma` files\n'],
])('%s is refused', async (path, message) => {
  const folder = temporaryFolder(smallPolicy);

  const run = await troth(['classify', path], { cwd: folder });

  expect(run).toMatchObject({ code: 2, out: '', err: message });
});
