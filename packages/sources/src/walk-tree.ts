import type { Dirent } from 'node:fs';
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { IgnoreLevel } from './ignore-rules.ts';
import { isIgnored, levelOf, levelsAbove } from './ignore-rules.ts';
import { byPath } from './source-file.ts';
import { errorCode, reasonOf } from './system-error.ts';
import { NEVER_ENTERED, trackedThoughIgnored } from './tracked-files.ts';

/** Two mebibytes: above it a file was generated or bundled, not written by hand. */
export const MAX_SOURCE_BYTES: number = 2 * 1024 * 1024;

export interface WalkOptions {
  /** Which files are wanted, by absolute path; asked before anything of a file is read. Absent: every one. */
  readonly accepts?: (path: string) => boolean;
  /** Files above this many bytes are skipped by name. Default `MAX_SOURCE_BYTES`. */
  readonly maxBytes?: number;
}

export interface WalkedFile {
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
}

/** Something that was asked for and not read. It is listed so that a scan can say what it did not see. */
export interface SkippedFile {
  /** Absolute. */
  readonly path: string;
  readonly reason: string;
}

export interface Walk {
  /** Sorted by path, each once, however often it was reached. */
  readonly files: readonly WalkedFile[];
  readonly skipped: readonly SkippedFile[];
}

/**
 * The files below some paths, as a person at work in them would list them: what `.gitignore` files
 * name is left out before it is entered, but a file that git tracks although it is ignored is in,
 * or one line in `.gitignore` would hide code from a scan. `node_modules`, `dist` and `.git` are
 * never entered. A path that is named itself is taken even when it is ignored. Links are not
 * followed: inside the tree their target stands anyway, and one that leads out is listed.
 * @param paths files or folders, relative to `cwd`
 */
export async function walkTree(
  paths: readonly string[],
  cwd: string,
  options: WalkOptions = {},
): Promise<Walk> {
  const walk: Walking = {
    accepts: options.accepts ?? (() => true),
    maxBytes: options.maxBytes ?? MAX_SOURCE_BYTES,
    root: cwd,
    files: new Map(),
    skipped: new Map(),
  };
  for (const path of new Set(paths.map((named) => resolve(cwd, named)))) {
    await enter(walk, path);
  }
  return { files: sorted(walk.files), skipped: sorted(walk.skipped) };
}

interface Walking {
  readonly accepts: (path: string) => boolean;
  readonly maxBytes: number;
  /** Real path of the named folder that is being walked. */
  readonly root: string;
  readonly files: Map<string, WalkedFile>;
  readonly skipped: Map<string, SkippedFile>;
}

async function enter(walk: Walking, path: string): Promise<void> {
  try {
    const found = await stat(path);
    if (!found.isDirectory()) {
      take(walk, path);
      return;
    }
    const [root, above, tracked] = await Promise.all([
      realpath(path),
      levelsAbove(path),
      trackedThoughIgnored(path),
    ]);
    // The folder may be named through a link; below it every path is spelled as it was named.
    descend({ ...walk, root }, path, above);
    for (const one of tracked) if (walk.accepts(one)) take(walk, one);
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    skip(walk, path, reasonOf(error));
  }
}

/** Synchronous: a promise for each file costs ten times what the system needs to answer. */
function descend(walk: Walking, folder: string, above: readonly IgnoreLevel[]): void {
  const entries = entriesOf(walk, folder);
  const own = entries.some((entry) => entry.name === '.gitignore' && entry.isFile())
    ? levelOf(folder)
    : undefined;
  const levels = own === undefined ? above : [own, ...above];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!NEVER_ENTERED.has(entry.name) && !isIgnored(levels, `${path}/`))
        descend(walk, path, levels);
    } else if (entry.isSymbolicLink()) {
      if (!isIgnored(levels, path)) noteLink(walk, path);
    } else if (entry.isFile() && walk.accepts(path) && !isIgnored(levels, path)) {
      take(walk, path);
    }
  }
}

function entriesOf(walk: Walking, folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    skip(walk, folder, reasonOf(error));
    return [];
  }
}

function take(walk: Walking, path: string): void {
  try {
    const { size } = statSync(path);
    if (size > walk.maxBytes) skip(walk, path, `${size} bytes, more than ${walk.maxBytes}`);
    else walk.files.set(path, { path, bytes: size });
  } catch (error) {
    skip(walk, path, reasonOf(error));
  }
}

/** A link to a wanted file or a folder outside what was named is listed; others are read in place or not wanted. */
function noteLink(walk: Walking, link: string): void {
  try {
    const target = realpathSync(link);
    const isFolder = statSync(target).isDirectory();
    if (!isFolder && !walk.accepts(link)) return;
    const way = relative(walk.root, target);
    if (way === '..' || way.startsWith(`..${sep}`))
      skip(walk, link, 'it is a link out of the scanned tree');
  } catch (error) {
    skip(walk, link, reasonOf(error));
  }
}

function skip(walk: Walking, path: string, reason: string): void {
  walk.skipped.set(path, { path, reason });
}

function sorted<T extends { readonly path: string }>(found: ReadonlyMap<string, T>): readonly T[] {
  return [...found.values()].toSorted(byPath);
}
