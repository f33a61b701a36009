import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { git, gitOutput, zeroSeparated } from './git.ts';
import type { Outcome } from './source-file.ts';

/** Folder at the top of the git repository that `cwd` is in, as a real path. */
export async function repositoryRoot(cwd: string): Promise<Outcome<string>> {
  const answer = await git(cwd, ['rev-parse', '--show-toplevel']);
  if (answer.code !== 0) return { kind: 'refused', reason: `\`${cwd}\` is in no git repository` };
  return { kind: 'found', value: await realpath(answer.stdout.toString().replace(/\n$/, '')) };
}

/** Full id of the commit a branch, tag or id names. What looks like an option is a ref nobody has. */
export async function resolveRef(ref: string, cwd: string): Promise<Outcome<string>> {
  const root = await repositoryRoot(cwd);
  if (root.kind === 'refused') return root;
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`];
  const answer = await git(cwd, args);
  if (answer.code !== 0) return { kind: 'refused', reason: `git knows no commit \`${ref}\` here` };
  return { kind: 'found', value: answer.stdout.toString().trim() };
}

/** The commit from which two refs went apart, as `git merge-base` names it. */
export async function mergeBase(a: string, b: string, cwd: string): Promise<Outcome<string>> {
  const [left, right] = [await resolveRef(a, cwd), await resolveRef(b, cwd)];
  if (left.kind === 'refused') return left;
  if (right.kind === 'refused') return right;
  const answer = await git(cwd, ['merge-base', left.value, right.value]);
  if (answer.code !== 0) {
    const cut = (await isShallow(cwd)) ? ': this clone is shallow, fetch the whole history' : '';
    return { kind: 'refused', reason: `\`${a}\` and \`${b}\` have no commit in common${cut}` };
  }
  return { kind: 'found', value: answer.stdout.toString().trim() };
}

async function isShallow(cwd: string): Promise<boolean> {
  const answer = await git(cwd, ['rev-parse', '--is-shallow-repository']);
  return answer.stdout.toString().trim() === 'true';
}

/** What differs between a commit and the files as they stand now, committed or not. */
export interface Change {
  /** The commit compared with: where `ref` and `HEAD` went apart. */
  readonly base: string;
  /** Absolute paths of files that were added or edited, untracked ones included; sorted. */
  readonly changed: readonly string[];
  /** Absolute paths of files that are gone; sorted. */
  readonly deleted: readonly string[];
}

/** What the work since `ref` touched: compared with the merge base, so that other people's later work on `ref` does not count. */
export async function changedSince(ref: string, cwd: string): Promise<Outcome<Change>> {
  const base = await mergeBase(ref, 'HEAD', cwd);
  if (base.kind === 'refused') return base;
  const root = await repositoryRoot(cwd);
  if (root.kind === 'refused') return root;
  const difference = await gitOutput(root.value, [
    'diff',
    '--name-status',
    '--no-renames',
    '--no-ext-diff',
    '-z',
    base.value,
  ]);
  const untracked = await gitOutput(root.value, [
    'ls-files',
    '--others',
    '--exclude-standard',
    '-z',
  ]);
  const changed = new Set(zeroSeparated(untracked));
  const deleted = new Set<string>();
  const fields = zeroSeparated(difference);
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const path = fields[at + 1] ?? '';
    if (fields[at] !== 'D') changed.add(path);
    else if (!changed.has(path)) deleted.add(path);
  }
  const absolute = (paths: ReadonlySet<string>): readonly string[] =>
    [...paths].map((path) => join(root.value, path)).toSorted();
  return {
    kind: 'found',
    value: { base: base.value, changed: absolute(changed), deleted: absolute(deleted) },
  };
}

/** One commit that touched a file. */
export interface Revision {
  readonly commit: string;
  /** `YYYY-MM-DD`, the author's day. */
  readonly date: string;
  readonly author: string;
  readonly subject: string;
}

/**
 * The commits that touched a file, newest first, through renames; empty outside a repository and
 * for a file that was never committed.
 * @param limit most commits to answer with, 1 or more
 */
export async function historyOf(
  path: string,
  cwd: string,
  limit: number,
): Promise<readonly Revision[]> {
  const format = '--format=%H%x1f%as%x1f%an%x1f%s%x00';
  const answer = await git(cwd, ['log', `--max-count=${limit}`, '--follow', format, '--', path]);
  if (answer.code !== 0) return [];
  return zeroSeparated(answer.stdout).flatMap((record) => {
    const [commit = '', date = '', author = '', subject = ''] = record.trim().split('\u001F');
    return commit === '' ? [] : [{ commit, date, author, subject }];
  });
}
