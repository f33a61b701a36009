import { readFile } from 'node:fs/promises';
import type { SourceFile } from './source-file.ts';
import { byPath } from './source-file.ts';
import { reasonOf } from './system-error.ts';
import type { SkippedFile, WalkedFile } from './walk-tree.ts';

/** The text of walked files; `path` is the walked one, absolute. Binary files are listed as skipped. */
export async function readTexts(
  files: readonly WalkedFile[],
): Promise<{ readonly files: readonly SourceFile[]; readonly skipped: readonly SkippedFile[] }> {
  const read: SourceFile[] = [];
  const skipped: SkippedFile[] = [];
  // A few hundred at a time: one at a time waits for the disk, all at once runs out of descriptors.
  for (let at = 0; at < files.length; at += AT_ONCE) {
    await Promise.all(
      files.slice(at, at + AT_ONCE).map(async ({ path }) => {
        try {
          const text = decodeText(await readFile(path));
          if (text === undefined) skipped.push({ path, reason: 'it is binary' });
          else read.push({ path, text });
        } catch (error) {
          skipped.push({ path, reason: reasonOf(error) });
        }
      }),
    );
  }
  return { files: read.toSorted(byPath), skipped: skipped.toSorted(byPath) };
}

const AT_ONCE = 256;

/**
 * Text of a source file in UTF-8, or in UTF-16 where its mark says so; bytes of an older encoding
 * become replacement characters, which no keyword of a language holds. Nothing for binary data.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return bytes.includes(0) ? undefined : new TextDecoder().decode(bytes);
}
