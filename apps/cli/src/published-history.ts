import { readTreeAt } from '@troth/sources';
import type { PublishedVersion } from '@troth/versions';
import { KEYS_FILE, readKeys, verifyVersions } from '@troth/versions';
import { realpath } from 'node:fs/promises';
import { basename, dirname, relative, resolve } from 'node:path';
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

/** A published file that stands otherwise than at a commit. */
export interface RewrittenFile {
  /** Its name in the folder. */
  readonly file: string;
  readonly message: string;
}

/**
 * What of a commit's published files stands otherwise now: a version once published stays as it is,
 * and a key once known stays known.
 * @throws UsageError for a ref that git does not know
 */
export async function rewrittenSince(
  ref: string,
  folder: PublishedFolder,
  cwd: string,
): Promise<readonly RewrittenFile[]> {
  const path = resolve(await realpath(cwd), relative(cwd, folder.path));
  const found = await readTreeAt(ref, cwd, {
    maxBytes: MAX_PUBLISHED_BYTES,
    accepts: (file) => dirname(file) === path && !basename(file).startsWith('.'),
  });
  if (found.kind === 'refused') throw new UsageError(found.reason);
  const now = new Map(folder.files.map(({ name, bytes }) => [name, textOf(bytes)]));
  const short = /^[0-9a-f]{40,}$/.test(ref) ? ref.slice(0, 12) : ref;
  return found.value.flatMap(({ path: full, text }): readonly RewrittenFile[] => {
    const file = basename(full);
    const present = now.get(file);
    if (present === undefined) return [{ file, message: `it stands at ${short} and is gone` }];
    if (file === KEYS_FILE)
      return lostKeys(text, present).map((key) => ({
        file,
        message: `it has lost the key ${key} of ${short}`,
      }));
    return present === text ? [] : [{ file, message: `it is not what stands at ${short}` }];
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
