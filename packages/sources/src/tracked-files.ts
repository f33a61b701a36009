import { join } from 'node:path';
import { git, zeroSeparated } from './git.ts';

/** Absolute paths of files below a folder that git tracks although an ignore file names them; empty outside a repository. */
export async function trackedThoughIgnored(folder: string): Promise<readonly string[]> {
  const answer = await git(folder, [
    'ls-files',
    '--cached',
    '--ignored',
    '--exclude-standard',
    '-z',
  ]);
  if (answer.code !== 0) return [];
  return zeroSeparated(answer.stdout)
    .filter((path) => !path.split('/').some((name) => NEVER_ENTERED.has(name)))
    .map((path) => join(folder, path));
}

/** Folders that are never entered, whatever the ignore files say: what others wrote, what was built, git's own. */
export const NEVER_ENTERED: ReadonlySet<string> = new Set(['node_modules', 'dist', '.git']);
