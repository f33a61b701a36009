import type { PublishedFile } from '@troth/versions';
import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UsageError } from './failures.ts';
import { shownPath } from './shown-path.ts';

/** A folder of published versions, as it stands on the disk. */
export interface PublishedFolder {
  /** Absolute. */
  readonly path: string;
  /** As messages name it. */
  readonly name: string;
  readonly files: readonly PublishedFile[];
}

/** A compiled policy of 10,000 clauses has about ten megabytes. */
export const MAX_PUBLISHED_BYTES = 64 * 1024 * 1024;

/** The files of a folder, links and folders in it without bytes; none where there is no such folder. Names that start with a dot are git's and the editor's. */
export async function readPublished(dir: string, cwd: string): Promise<PublishedFolder> {
  const path = resolve(cwd, dir);
  const entries = (await entriesOf(path)).filter(({ name }) => !name.startsWith('.'));
  const files: PublishedFile[] = [];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
    files.push(await readEntry(path, entry));
  return { path, name: shownPath(path, cwd), files };
}

async function entriesOf(path: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw new UsageError(`the folder \`${path}\` cannot be read`, { cause: error });
  }
}

async function readEntry(folder: string, entry: Dirent): Promise<PublishedFile> {
  const { name } = entry;
  const file = join(folder, name);
  try {
    if (!entry.isFile() || (await stat(file)).size > MAX_PUBLISHED_BYTES) return { name };
    return { name, bytes: await readFile(file) };
  } catch (error) {
    throw new UsageError(`\`${file}\` cannot be read`, { cause: error });
  }
}
