import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contentId, knownContentIds } from './content-id.ts';
import { temporaryFolder, temporaryRepository } from './testing/temporary.ts';

test('a content has the id that git gives it', () => {
  const folder = temporaryFolder({ 'a.ts': 'export const city = "Zürich";\n' });
  const known = execFileSync('git', ['hash-object', 'a.ts'], { cwd: folder, encoding: 'utf8' });

  expect(contentId(Buffer.from('export const city = "Zürich";\n'))).toBe(known.trim());
});

test('git knows the contents of tracked files, below the folder asked about, and not of edited ones', async () => {
  const folder = temporaryRepository({ 'src/a.ts': 'a\n', 'src/b.ts': 'b\n', 'c.ts': 'c\n' });
  writeFileSync(join(folder, 'src/b.ts'), 'edited\n');
  writeFileSync(join(folder, 'src/new.ts'), 'new\n');

  const ids = await knownContentIds(join(folder, 'src'));

  expect([...ids]).toEqual([[join(folder, 'src/a.ts'), contentId(Buffer.from('a\n'))]]);
});

test('outside a repository nothing is known', async () => {
  const folder = temporaryFolder({ 'a.ts': 'a\n' });

  expect((await knownContentIds(folder)).size).toBe(0);
});
