import fc from 'fast-check';
import { relative } from 'node:path';
import { expect, test } from 'vitest';
import { put, runGit, temporaryFolder } from './testing/temporary.ts';
import { walkTree } from './walk-tree.ts';

const name = fc.constantFrom('a', 'b', 'c.ts', 'd.log', 'out', '.env');
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const pattern = fc.oneof(
  path,
  path.map((given) => `/${given}`),
  path.map((given) => `${given}/`),
  path.map((given) => `!${given}`),
  fc.constantFrom(
    '*',
    '*.log',
    '!*.ts',
    '**/out',
    'a/**',
    '/*/b',
    '# note',
    '',
    '!out/',
    'a/*/c.ts',
    '[ab]',
  ),
);
const ignoreFile = fc
  .array(pattern, { minLength: 1, maxLength: 4 })
  .map((lines) => `${lines.join('\n')}\n`);

test('law: a walk lists what git would list, whatever the ignore files say', async () => {
  const folder = temporaryFolder();
  let run = 0;

  await fc.assert(
    fc.asyncProperty(
      fc.array(path, { minLength: 1, maxLength: 12 }),
      ignoreFile,
      fc.option(ignoreFile),
      async (paths, top, below) => {
        run += 1;
        const root = `${folder}/${run}`;
        put(root, {
          ...treeOf(paths),
          '.gitignore': top,
          ...(below !== null && { 'a/.gitignore': below }),
        });
        runGit(root, 'init', '--quiet');

        const { files } = await walkTree(['.'], root);

        const listed = runGit(root, 'ls-files', '--others', '--exclude-standard', '-z')
          .split('\0')
          .filter((each) => each !== '');
        expect(files.map((file) => relative(root, file.path)).toSorted()).toEqual(
          listed.toSorted(),
        );
      },
    ),
    { numRuns: 60, seed: 20_261_123 },
  );
});

/** A path that another one needs as a folder is left out: a name is a file or a folder. */
function treeOf(paths: readonly string[]): Readonly<Record<string, string>> {
  const all = new Set(['a/keep', ...paths]);
  const isFolder = (path: string): boolean =>
    [...all].some((other) => other.startsWith(`${path}/`));
  return Object.fromEntries([...all].filter((each) => !isFolder(each)).map((each) => [each, '']));
}
