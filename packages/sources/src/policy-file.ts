import type { Diagnostic } from '@troth/diagnostics';
import type { Reading, SourceFile } from './source-file.ts';
import { byPath } from './source-file.ts';
import { emptyFolder, notUtf8, oddEnding, tooLarge } from './problems.ts';

/** A clause file of a real policy has a few kilobytes; a larger one is a mistake or an attack. */
export const MAX_POLICY_BYTES: number = 4 * 1024 * 1024;

/** Whether a file of this name looks like policy. One whose ending is not in small letters is refused later, not passed over. */
export function isPolicyFile(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

/** One file of a policy before it is decoded; `bytes` is absent where `size` was already too much. */
export interface RawFile {
  readonly path: string;
  readonly size: number;
  readonly bytes?: Uint8Array;
}

/**
 * Decodes the files of one policy folder. A file over the limit or not in UTF-8 is refused by
 * itself; a folder without one policy file is refused as a whole, for silence would permit.
 */
export function decodePolicy(raw: readonly RawFile[], problems: readonly Diagnostic[]): Reading {
  const files: SourceFile[] = [];
  const diagnostics = [...problems];
  for (const file of raw) {
    if (!/\.ya?ml$/.test(file.path)) {
      diagnostics.push(oddEnding(file.path));
      continue;
    }
    if (file.size > MAX_POLICY_BYTES || file.bytes === undefined) {
      diagnostics.push(tooLarge(file.path, file.size, MAX_POLICY_BYTES));
      continue;
    }
    const text = decodeUtf8(file.bytes);
    if (text === undefined) diagnostics.push(notUtf8(file.path));
    else files.push({ path: file.path, text });
  }
  if (raw.length === 0 && problems.length === 0) diagnostics.push(emptyFolder());
  return { files: files.toSorted(byPath), diagnostics };
}

/** The text without its byte order mark, or nothing when the bytes are not UTF-8. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
