import type { SourceFile } from '@troth/sources';
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from './failures.ts';
import { cannotWrite } from './write-failure.ts';

/**
 * Replaces a file of the policy that was read before; refuses where it has changed since, so that
 * nobody's edit is lost.
 */
export async function rewriteFile(
  read: readonly SourceFile[],
  { path, text }: SourceFile,
  cwd: string,
): Promise<void> {
  const target = resolve(cwd, path);
  const before = read.find((file) => file.path === path)?.text;
  try {
    const now = await readFile(target, 'utf8');
    if (now !== before)
      throw new UsageError(`\`${path}\` has changed while it was being read; run it again`);
    await writeFile(target, text);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw cannotWrite(path, error);
  }
}
