import { readTreeAt } from '@troth/sources';
import type { PublishedVersion } from '@troth/versions';
import { KEYS_FILE, readKeys, verifyVersions } from '@troth/versions';
import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UsageError } from './failures.ts';
import type { PublishedFolder } from './published.ts';
import { MAX_PUBLISHED_BYTES } from './published.ts';

/** The versions of a folder. @throws UsageError where one of them is not what was signed, for nothing can be concluded from it */
export function soundVersions(folder: PublishedFolder): readonly PublishedVersion[] {
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
    maxBytes: MAX_PUBLISHED_BYTES,
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

/** As the reader of git's trees decodes text, so that equal bytes are equal texts. */
function textOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}
