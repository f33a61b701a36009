import type { Diagnostic } from '@troth/diagnostics';
import type { Dirent } from 'node:fs';
import { readFile, readdir, readlink, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { errorCode, reasonOf } from './system-error.ts';
import type { RawFile } from './policy-file.ts';
import { decodePolicy, isPolicyFile, MAX_POLICY_BYTES } from './policy-file.ts';
import {
  leavesFolder,
  missingFolder,
  notFolder,
  unreadable,
  unreadableFolder,
} from './problems.ts';
import type { Reading } from './source-file.ts';

/**
 * Every `*.yaml` and `*.yml` below a folder. Paths, in diagnostics too, are relative to the folder,
 * so that the same policy reads the same wherever it stands. A link that stays inside the folder is
 * read where its target stands; one that leaves it is refused, for its target is under nobody's
 * review. Never throws for what stands on the disk.
 */
export async function readPolicyFolder(dir: string): Promise<Reading> {
  const problem = await folderProblem(dir);
  if (problem !== undefined) return { files: [], diagnostics: [problem] };
  const listing: Listing = { root: await realpath(dir), files: [], problems: [] };
  await list(listing, '');
  return decodePolicy(listing.files, listing.problems);
}

interface Listing {
  /** Real path of the folder. */
  readonly root: string;
  readonly files: RawFile[];
  readonly problems: Diagnostic[];
}

async function folderProblem(dir: string): Promise<Diagnostic | undefined> {
  try {
    return (await stat(dir)).isDirectory() ? undefined : notFolder(dir);
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? missingFolder(dir) : unreadableFolder(reasonOf(error));
  }
}

async function list(listing: Listing, below: string): Promise<void> {
  const entries = await entriesOf(listing, below);
  for (const entry of entries) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isSymbolicLink()) await followLink(listing, path);
    else if (entry.isDirectory() && entry.name !== '.git') await list(listing, path);
    else if (entry.isFile() && isPolicyFile(entry.name)) await read(listing, path);
  }
}

async function entriesOf(listing: Listing, below: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(join(listing.root, below), { withFileTypes: true });
  } catch (error) {
    listing.problems.push(
      below === '' ? unreadableFolder(reasonOf(error)) : unreadable(below, reasonOf(error)),
    );
    return [];
  }
}

/** A target inside that is a folder or a policy file is read where it stands, so it is not read twice. */
async function followLink(listing: Listing, path: string): Promise<void> {
  const full = join(listing.root, path);
  try {
    const target = await realpath(full);
    if (!isInside(listing.root, target)) {
      listing.problems.push(leavesFolder(path, await readlink(full)));
      return;
    }
    const readInPlace = (await stat(target)).isDirectory() || isPolicyFile(target);
    if (!readInPlace && isPolicyFile(path)) await read(listing, path);
  } catch (error) {
    listing.problems.push(unreadable(path, reasonOf(error)));
  }
}

async function read(listing: Listing, path: string): Promise<void> {
  const full = join(listing.root, path);
  try {
    const { size } = await stat(full);
    if (size > MAX_POLICY_BYTES) listing.files.push({ path, size });
    else listing.files.push({ path, size, bytes: await readFile(full) });
  } catch (error) {
    listing.problems.push(unreadable(path, reasonOf(error)));
  }
}

function isInside(root: string, target: string): boolean {
  const way = relative(root, target);
  return way !== '..' && !way.startsWith(`..${sep}`);
}
