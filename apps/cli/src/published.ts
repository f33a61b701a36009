import { readTreeAt } from '@troth/sources';
import type { PublishedFile, Verification } from '@troth/versions';
import { KEYS_FILE, readKeys, verifyVersions } from '@troth/versions';
import type { Dirent } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
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
const MAX_BYTES = 64 * 1024 * 1024;

/** The files of a folder, links and folders in it without bytes; none where there is no such folder. Names that start with a dot are git's and the editor's. */
export async function readPublished(dir: string, cwd: string): Promise<PublishedFolder> {
  const path = resolve(cwd, dir);
  const entries = (await entriesOf(path)).filter(({ name }) => !name.startsWith('.'));
  const files: PublishedFile[] = [];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
    files.push(await readEntry(path, entry));
  return { path, name: shownPath(path, cwd), files };
}

/** The versions of a folder. @throws UsageError where one of them is not what was signed, for nothing can be concluded from it */
export function soundVersions(folder: PublishedFolder): Verification['versions'] {
  const { versions, problems } = verifyVersions(folder.files);
  const [first] = problems;
  if (first === undefined) return versions;
  throw new UsageError(
    `${folder.name}/${first.file}: ${first.message}; \`troth verify\` tells all, and git has the file as it was signed`,
  );
}

/**
 * What of a commit's published files stands otherwise now, a sentence each: a version once published
 * stays as it is, and a key once known stays known.
 * @throws UsageError for a ref that git does not know
 */
export async function changedSincePublished(
  ref: string,
  folder: PublishedFolder,
  cwd: string,
): Promise<readonly string[]> {
  const path = join(await realpath(dirname(folder.path)), basename(folder.path));
  const found = await readTreeAt(ref, cwd, {
    maxBytes: MAX_BYTES,
    accepts: (file) => dirname(file) === path && !basename(file).startsWith('.'),
  });
  if (found.kind === 'refused') throw new UsageError(found.reason);
  const now = new Map(folder.files.map(({ name, bytes }) => [name, textOf(bytes)]));
  return found.value.flatMap(({ path: file, text }) => {
    const name = basename(file);
    const present = now.get(name);
    const shown = `${folder.name}/${name}`;
    if (present === undefined) return [`${shown}: it stands at ${ref} and is gone`];
    if (name === KEYS_FILE)
      return lostKeys(text, present).map((key) => `${shown}: it has lost the key ${key} of ${ref}`);
    return present === text ? [] : [`${shown}: it is not what stands at ${ref}`];
  });
}

function lostKeys(before: string, now: string): readonly string[] {
  const [old, present] = [readKeys(before), readKeys(now)];
  if (typeof old === 'string') return [];
  return [...old.keys()].filter((id) => typeof present === 'string' || !present.has(id));
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
    if (!entry.isFile() || (await stat(file)).size > MAX_BYTES) return { name };
    return { name, bytes: await readFile(file) };
  } catch (error) {
    throw new UsageError(`\`${file}\` cannot be read`, { cause: error });
  }
}

/** As the reader of git's trees decodes text, so that equal bytes are equal texts. */
function textOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}
