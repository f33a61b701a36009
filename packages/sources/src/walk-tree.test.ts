import { symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { readTexts } from './read-text.ts';
import { readTreeAt } from './read-tree-at.ts';
import {
  commitAll,
  put,
  runGit,
  temporaryFolder,
  temporaryRepository,
} from './testing/temporary.ts';
import type { WalkOptions } from './walk-tree.ts';
import { walkTree } from './walk-tree.ts';

async function walked(
  cwd: string,
  paths: readonly string[] = ['.'],
  options: WalkOptions = {},
): Promise<readonly string[]> {
  const { files } = await walkTree(paths, cwd, options);
  return files.map(({ path }) => relative(cwd, path));
}

test('what .gitignore names is left out, as git decides it, deeper files first', async () => {
  const repository = temporaryRepository({
    '.gitignore': '*.log\n/build/\n!keep.log\ngenerated/\n',
    'a.ts': '',
    'a.log': '',
    'keep.log': '',
    'build/b.ts': '',
    'apps/build/c.ts': '',
    'apps/generated/d.ts': '',
    'apps/.gitignore': '!wanted.log\nlocal.ts\n',
    'apps/wanted.log': '',
    'apps/local.ts': '',
  });

  const paths = await walked(repository);

  expect(paths).toEqual([
    '.gitignore',
    'a.ts',
    'apps/.gitignore',
    'apps/build/c.ts',
    'apps/wanted.log',
    'keep.log',
  ]);
});

test('the ignore files above the scanned folder count too', async () => {
  const repository = temporaryRepository({
    '.gitignore': '*.gen.ts\n',
    'apps/.gitignore': '/web/tmp/\n',
    'apps/web/a.ts': '',
    'apps/web/a.gen.ts': '',
    'apps/web/tmp/b.ts': '',
  });

  const paths = await walked(repository, ['apps/web']);

  expect(paths).toEqual(['apps/web/a.ts']);
});

test('code that git tracks is scanned even when an ignore file names it', async () => {
  const repository = temporaryRepository({ '.gitignore': 'hidden.ts\nsecret/\n', 'a.ts': '' });
  put(repository, { 'hidden.ts': '', 'secret/b.ts': '', 'secret/untracked.ts': '' });
  runGit(repository, 'add', '--force', 'hidden.ts', 'secret/b.ts');

  const paths = await walked(repository, ['.'], { accepts: (path) => path.endsWith('.ts') });

  expect(paths).toEqual(['a.ts', 'hidden.ts', 'secret/b.ts']);
});

test('a folder or file that is named is read even when it is ignored', async () => {
  const repository = temporaryRepository({ '.gitignore': 'out/\n', 'a.ts': '' });
  put(repository, { 'out/b.ts': '', 'out/dist/c.ts': '' });

  expect(await walked(repository, ['out'])).toEqual(['out/b.ts']);
  expect(await walked(repository, ['out/b.ts'])).toEqual(['out/b.ts']);
  expect(await walked(repository, ['out/dist'])).toEqual(['out/dist/c.ts']);
});

test('installed packages, built files and what git keeps are never entered', async () => {
  const folder = temporaryFolder({
    'src/a.ts': '',
    'node_modules/x/index.js': '',
    'apps/web/node_modules/y.js': '',
    'apps/web/dist/z.js': '',
    '.git/hooks/h.js': '',
    '.github/workflows/ci.yml': '',
  });

  expect(await walked(folder)).toEqual(['.github/workflows/ci.yml', 'src/a.ts']);
});

test('a file reached twice is listed once, and the order does not depend on the disk', async () => {
  const folder = temporaryFolder({ 'b.ts': '', 'a/b.ts': '', 'a.ts': '' });

  expect(await walked(folder, ['b.ts', '.', 'a', './a/../b.ts'])).toEqual([
    'a.ts',
    'a/b.ts',
    'b.ts',
  ]);
});

test('links in a circle do not hang a walk, and a link out of the tree is listed, not followed', async () => {
  const outside = temporaryFolder({ 'lib/x.ts': '' });
  const folder = temporaryFolder({ 'a/b.ts': '' });
  symlinkSync('..', join(folder, 'a/up'));
  symlinkSync('ring', join(folder, 'ring'));
  symlinkSync(join(outside, 'lib'), join(folder, 'lib'));

  const { files, skipped } = await walkTree(['.'], folder);

  expect(files.map(({ path }) => relative(folder, path))).toEqual(['a/b.ts']);
  expect(skipped.map(({ path, reason }) => [relative(folder, path), reason])).toEqual([
    ['lib', 'it is a link out of the scanned tree'],
    ['ring', 'its links lead in a circle'],
  ]);
});

test('what is too large or not there is listed with the reason', async () => {
  const folder = temporaryFolder({ 'big.js': 'x'.repeat(11), 'fits.js': 'x'.repeat(10) });

  const { files, skipped } = await walkTree(['.', 'gone.ts'], folder, { maxBytes: 10 });

  expect(files.map(({ path, bytes }) => [relative(folder, path), bytes])).toEqual([
    ['fits.js', 10],
  ]);
  expect(skipped.map(({ path, reason }) => [relative(folder, path), reason])).toEqual([
    ['big.js', '11 bytes, more than 10'],
    ['gone.ts', 'it does not exist'],
  ]);
});

test('text is read in UTF-8 and in marked UTF-16, and binary data is listed as such', async () => {
  const folder = temporaryFolder({
    'a.ts': "const name = 'Zoë';",
    'b.sql': new Uint8Array([0xff, 0xfe, 0x2d, 0x00, 0x2d, 0x00]),
    'c.tf': new Uint8Array([0x7f, 0x45, 0x00, 0x01]),
  });
  const { files } = await walkTree(['.'], folder);

  const texts = await readTexts(files);

  expect(texts.files.map(({ text }) => text)).toEqual(["const name = 'Zoë';", '--']);
  expect(texts.skipped).toEqual([{ path: join(folder, 'c.tf'), reason: 'it is binary' }]);
});

test('a commit is read as its checkout would be, without touching the working tree', async () => {
  const repository = temporaryRepository({
    'src/a.ts': 'one',
    'src/b.ts': 'two',
    'dist/c.ts': 'built',
    'node_modules/x/d.ts': 'theirs',
    'logo.png': new Uint8Array([0, 1]),
  });
  put(repository, { 'src/a.ts': 'changed', 'src/new.ts': 'new' });
  commitAll(repository, 'second');

  const first = await readTreeAt('HEAD~1', join(repository, 'src'));
  const wanted = await readTreeAt('HEAD', repository, { accepts: (path) => path.endsWith('a.ts') });

  expect(first).toEqual({
    kind: 'found',
    value: [
      { path: join(repository, 'src/a.ts'), text: 'one' },
      { path: join(repository, 'src/b.ts'), text: 'two' },
    ],
  });
  expect(wanted).toEqual({
    kind: 'found',
    value: [{ path: join(repository, 'src/a.ts'), text: 'changed' }],
  });
  expect(await readTreeAt('nowhere', repository)).toEqual({
    kind: 'refused',
    reason: 'git knows no commit `nowhere` here',
  });
});
