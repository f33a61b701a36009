import type { SourceFile } from '@troth/sources';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UsageError } from './failures.ts';
import { shownPath } from './shown-path.ts';
import { cannotWrite } from './write-failure.ts';

/**
 * Writes files into a folder that is new or empty; nothing is ever replaced.
 * @returns the paths as messages name them
 */
export async function writeNewFiles(
  folder: string,
  files: readonly SourceFile[],
  cwd: string,
): Promise<readonly string[]> {
  await assertUnused(folder, cwd);
  const written: string[] = [];
  for (const { path, text } of files) {
    const target = join(folder, path);
    try {
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, text, { flag: 'wx' });
    } catch (error) {
      throw cannotWrite(target, error);
    }
    written.push(shownPath(target, cwd));
  }
  return written;
}

/** @throws UsageError when the folder holds anything */
export async function assertUnused(folder: string, cwd: string): Promise<void> {
  const [first] = await namesIn(folder);
  if (first === undefined) return;
  throw new UsageError(
    `\`${shownPath(folder, cwd)}\` holds \`${first}\` already; name a new folder, nothing was written`,
  );
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).toSorted();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw cannotWrite(folder, error);
  }
}
