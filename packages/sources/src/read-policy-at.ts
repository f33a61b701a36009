import type { Diagnostic } from '@troth/diagnostics';
import { realpath } from 'node:fs/promises';
import { posix, relative, resolve, sep } from 'node:path';
import type { TreeEntry } from './git-objects.ts';
import { listTree, readObjects } from './git-objects.ts';
import type { RawFile } from './policy-file.ts';
import { decodePolicy, isPolicyFile, MAX_POLICY_BYTES } from './policy-file.ts';
import { leavesFolder, missingFolderAt, unknownRevision } from './problems.ts';
import { repositoryRoot, resolveRef } from './revisions.ts';
import type { Reading } from './source-file.ts';

/**
 * The policy of a folder as it stood at a git ref: the same answer that `readPolicyFolder` gives
 * where that commit is checked out. Nothing is written to disk.
 * @param dir relative to `cwd`; need not exist any more
 */
export async function readPolicyAt(ref: string, dir: string, cwd: string): Promise<Reading> {
  const root = await repositoryRoot(cwd);
  if (root.kind === 'refused') return { files: [], diagnostics: [unknownRevision(root.reason)] };
  const commit = await resolveRef(ref, cwd);
  if (commit.kind === 'refused')
    return { files: [], diagnostics: [unknownRevision(commit.reason)] };
  const folder = relative(root.value, resolve(await realpath(cwd), dir))
    .split(sep)
    .join('/');
  if (folder === '..' || folder.startsWith('../')) {
    return { files: [], diagnostics: [missingFolderAt(ref, dir)] };
  }
  const entries = await listTree(cwd, commit.value, folder);
  if (entries.length === 0) return { files: [], diagnostics: [missingFolderAt(ref, dir)] };
  return decodeEntries(cwd, folder, entries);
}

async function decodeEntries(
  cwd: string,
  folder: string,
  entries: readonly TreeEntry[],
): Promise<Reading> {
  const below = entries.map((entry) => ({ ...entry, path: posix.relative(folder, entry.path) }));
  const { followed, problems } = await followLinks(cwd, below);
  const wanted = [
    ...below.filter((entry) => entry.kind === 'file' && isPolicyFile(entry.path)),
    ...followed,
  ];
  const small = wanted.filter((entry) => entry.size <= MAX_POLICY_BYTES);
  const contents = await readObjects(
    cwd,
    small.map((entry) => entry.object),
  );
  const raw = wanted.map((entry): RawFile => {
    const bytes = contents.get(entry.object);
    return bytes === undefined
      ? { path: entry.path, size: entry.size }
      : { path: entry.path, size: entry.size, bytes };
  });
  return decodePolicy(raw, problems);
}

/** The rule of `readPolicyFolder`: what stays inside is read where it stands, what leaves is refused. */
async function followLinks(
  cwd: string,
  entries: readonly TreeEntry[],
): Promise<{ readonly followed: readonly TreeEntry[]; readonly problems: readonly Diagnostic[] }> {
  const links = entries.filter((entry) => entry.kind === 'link');
  const targets = await readObjects(
    cwd,
    links.map((link) => link.object),
  );
  const followed: TreeEntry[] = [];
  const problems: Diagnostic[] = [];
  for (const link of links) {
    const written = targets.get(link.object)?.toString() ?? '';
    const target = posix.normalize(posix.join(posix.dirname(link.path), written));
    const file = entries.find((entry) => entry.path === target && entry.kind === 'file');
    const isFolder =
      target === '.' ||
      entries.some((entry) => entry.path.startsWith(`${target.replace(/\/$/, '')}/`));
    if (posix.isAbsolute(written) || (file === undefined && !isFolder)) {
      problems.push(leavesFolder(link.path, written));
    } else if (file !== undefined && isPolicyFile(link.path) && !isPolicyFile(target)) {
      followed.push({ ...file, path: link.path });
    }
  }
  return { followed, problems };
}
