import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changedSince, historyOf, mergeBase } from './revisions.ts';
import {
  commitAll,
  put,
  runGit,
  temporaryFolder,
  temporaryRepository,
} from './testing/temporary.ts';

test('a change is what the branch did, committed or not, and never what others did on main since', async () => {
  const repository = temporaryRepository({
    'a.ts': '1',
    'b.ts': '1',
    'gone.ts': '1',
    '.gitignore': '*.log\n',
  });
  const start = runGit(repository, 'rev-parse', 'HEAD').trim();
  runGit(repository, 'switch', '--quiet', '--create', 'work');
  put(repository, { 'a.ts': '2', 'mit Leerzeichen/ä.ts': '1' });
  rmSync(join(repository, 'gone.ts'));
  commitAll(repository, 'work');
  runGit(repository, 'switch', '--quiet', 'main');
  put(repository, { 'others.ts': '1' });
  commitAll(repository, 'others');
  runGit(repository, 'switch', '--quiet', 'work');
  put(repository, { 'b.ts': '2', 'untracked.ts': '1', 'noise.log': '1' });

  const change = await changedSince('main', repository);

  expect(change).toEqual({
    kind: 'found',
    value: {
      base: start,
      changed: ['a.ts', 'b.ts', 'mit Leerzeichen/ä.ts', 'untracked.ts'].map((path) =>
        join(repository, path),
      ),
      deleted: [join(repository, 'gone.ts')],
    },
  });
});

test('a file deleted in a commit and written again counts as changed, not as gone', async () => {
  const repository = temporaryRepository({ 'a.ts': '1' });
  rmSync(join(repository, 'a.ts'));
  commitAll(repository, 'delete');
  put(repository, { 'a.ts': '2' });

  const change = await changedSince('HEAD~1', repository);

  expect(change).toMatchObject({ value: { changed: [join(repository, 'a.ts')], deleted: [] } });
});

test('refs that never met have no merge base, and that is said', async () => {
  const repository = temporaryRepository({ 'a.ts': '1' });
  runGit(repository, 'switch', '--quiet', '--orphan', 'other');
  commitAll(repository, 'other root');

  expect(await mergeBase('main', 'other', repository)).toEqual({
    kind: 'refused',
    reason: '`main` and `other` have no commit in common',
  });
  expect(await mergeBase('main', 'nope', repository)).toEqual({
    kind: 'refused',
    reason: 'git knows no commit `nope` here',
  });
});

test('in a shallow clone the missing history is named as the cause', async () => {
  const origin = temporaryRepository({ 'a.ts': '1' });
  runGit(origin, 'switch', '--quiet', '--create', 'work');
  commitAll(origin, 'work');
  runGit(origin, 'switch', '--quiet', 'main');
  commitAll(origin, 'others');
  const clone = temporaryFolder();
  runGit(clone, 'clone', '--quiet', '--depth=1', '--no-single-branch', `file://${origin}`, '.');

  expect(await mergeBase('origin/main', 'origin/work', clone)).toEqual({
    kind: 'refused',
    reason:
      '`origin/main` and `origin/work` have no commit in common: this clone is shallow, fetch the whole history',
  });
});

test('the history of a file names each commit, its day and its author, through a rename', async () => {
  const repository = temporaryRepository({
    'old.yaml': 'title: Retention\nwithin: 30 days\nmore: text\n',
  });
  runGit(repository, 'mv', 'old.yaml', 'new.yaml');
  commitAll(repository, 'move the clause');

  const history = await historyOf('new.yaml', repository, 10);

  expect(history.map(({ author, subject }) => [author, subject])).toEqual([
    ['A Person', 'move the clause'],
    ['A Person', 'first'],
  ]);
  expect(history[0]?.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  expect(await historyOf('new.yaml', temporaryFolder({ 'new.yaml': '' }), 10)).toEqual([]);
});
