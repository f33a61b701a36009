import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPolicyAt } from './read-policy-at.ts';
import { readPolicyFolder } from './read-policy-folder.ts';
import {
  commitAll,
  put,
  runGit,
  temporaryFolder,
  temporaryRepository,
} from './testing/temporary.ts';

test('the policy of a former commit is read as it stood, though the folder has changed since', async () => {
  const repository = temporaryRepository({ 'policy/clauses/retention.yaml': 'within: 30 days\n' });
  put(repository, {
    'policy/clauses/retention.yaml': 'within: 7 days\n',
    'policy/new.yaml': 'a: 1\n',
  });
  commitAll(repository, 'shorter');

  const before = await readPolicyAt('HEAD~1', 'policy', repository);
  const after = await readPolicyAt('main', 'policy', repository);

  expect(before.files).toEqual([{ path: 'clauses/retention.yaml', text: 'within: 30 days\n' }]);
  expect(after.files.map(({ text }) => text)).toEqual(['within: 7 days\n', 'a: 1\n']);
});

test('a ref and its checkout read the same, links and refusals included', async () => {
  const repository = temporaryRepository({
    'policy/policy.yaml': '\uFEFFlanguage: 1\n',
    'policy/clauses/about.yml': 'title: Über uns\n',
    'policy/clauses/latin.yaml': new Uint8Array([0xe9]),
    'policy/clauses/huge.yaml': 'x'.repeat(4 * 1024 * 1024 + 1),
    'policy/notes.txt': 'n: 1\n',
    'outside.yaml': 'o: 1\n',
  });
  symlinkSync('../outside.yaml', join(repository, 'policy/leaves.yaml'));
  symlinkSync('notes.txt', join(repository, 'policy/notes.yaml'));
  symlinkSync('.', join(repository, 'policy/ring'));
  symlinkSync('clauses', join(repository, 'policy/again'));
  commitAll(repository, 'links');

  const at = await readPolicyAt('HEAD', 'policy', repository);
  const folder = await readPolicyFolder(join(repository, 'policy'));

  expect(at.files).toEqual(folder.files);
  expect(new Set(at.diagnostics)).toEqual(new Set(folder.diagnostics));
  expect(at.files.map(({ path }) => path)).toEqual([
    'clauses/about.yml',
    'notes.yaml',
    'policy.yaml',
  ]);
});

test('a policy folder that was deleted is still read at the ref that has it', async () => {
  const repository = temporaryRepository({ 'policy/policy.yaml': 'language: 1\n' });
  rmSync(join(repository, 'policy'), { recursive: true });

  const { files } = await readPolicyAt('HEAD', 'policy', repository);

  expect(files).toEqual([{ path: 'policy.yaml', text: 'language: 1\n' }]);
});

test('the folder is looked up from where the command runs, not from the top of the repository', async () => {
  const repository = temporaryRepository({
    'policy/policy.yaml': 'top: 1\n',
    'apps/shop/policy/policy.yaml': 'shop: 1\n',
  });

  const shop = await readPolicyAt('HEAD', 'policy', join(repository, 'apps/shop'));
  const top = await readPolicyAt('HEAD', '../../policy', join(repository, 'apps/shop'));

  expect(shop.files.map(({ text }) => text)).toEqual(['shop: 1\n']);
  expect(top.files.map(({ text }) => text)).toEqual(['top: 1\n']);
});

test('a ref nobody knows, or that looks like an option of git, is said by name', async () => {
  const repository = temporaryRepository({ 'policy/policy.yaml': 'language: 1\n' });

  const unknown = await readPolicyAt('v9', 'policy', repository);
  const option = await readPolicyAt('--output=x', 'policy', repository);

  expect(unknown.diagnostics.map(({ message }) => message)).toEqual([
    'git knows no commit `v9` here',
  ]);
  expect(option.diagnostics.map(({ message }) => message)).toEqual([
    'git knows no commit `--output=x` here',
  ]);
});

test('a ref without the folder, and a folder outside any repository, are errors', async () => {
  const repository = temporaryRepository({ 'README.md': 'soon' });
  const plain = temporaryFolder({ 'policy/policy.yaml': 'language: 1\n' });

  const absent = await readPolicyAt('HEAD', 'policy', repository);
  const outside = await readPolicyAt('HEAD', '../policy', repository);
  const none = await readPolicyAt('HEAD', 'policy', plain);

  expect(absent.diagnostics.map(({ code }) => code)).toEqual(['files/empty-policy']);
  expect(outside.diagnostics.map(({ code }) => code)).toEqual(['files/empty-policy']);
  expect(none.diagnostics.map(({ message }) => message)).toEqual([
    `\`${plain}\` is in no git repository`,
  ]);
});

test('what a commit holds counts, not what the index or a submodule would add', async () => {
  const repository = temporaryRepository({ 'policy/policy.yaml': 'language: 1\n' });
  put(repository, { 'policy/staged.yaml': 'a: 1\n' });
  runGit(repository, 'add', '--all');

  const { files } = await readPolicyAt('HEAD', 'policy', repository);

  expect(files.map(({ path }) => path)).toEqual(['policy.yaml']);
});
