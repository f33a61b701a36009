import ignore from 'ignore';
import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { errorCode } from './system-error.ts';

/** The ignore file of one folder; it speaks of what stands below that folder. */
export interface IgnoreLevel {
  readonly folder: string;
  readonly rules: ignore.Ignore;
}

/**
 * Whether the deepest ignore file that speaks of a path leaves it out, as git decides it. Folders
 * above the path are the caller's to have asked about.
 * @param levels deepest folder first
 * @param path absolute; a folder's ends in `/`
 */
export function isIgnored(levels: readonly IgnoreLevel[], path: string): boolean {
  for (const level of levels) {
    const verdict = level.rules.test(relativeTo(level.folder, path));
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}

/** The rules of `.gitignore` in a folder, or nothing where there is none. */
export function levelOf(folder: string): IgnoreLevel | undefined {
  return levelFrom(folder, join(folder, '.gitignore'));
}

/**
 * What the ignore files above a folder say about it, deepest first, up to the top of its git
 * repository. Empty outside a repository, and when they ignore the folder itself: whoever names an
 * ignored folder wants it read. A person's global ignore file does not count, for a scan must say
 * the same on every machine.
 */
export async function levelsAbove(folder: string): Promise<readonly IgnoreLevel[]> {
  const top = await repositoryTop(folder);
  if (top === undefined) return [];
  const exclude = levelFrom(top, join(top, '.git', 'info', 'exclude'));
  let levels: readonly IgnoreLevel[] = exclude === undefined ? [] : [exclude];
  for (const step of stepsDown(top, folder)) {
    if (step !== top && isIgnored(levels, `${step}/`)) return [];
    if (step === folder) return levels;
    const own = levelOf(step);
    if (own !== undefined) levels = [own, ...levels];
  }
  return levels;
}

function levelFrom(folder: string, file: string): IgnoreLevel | undefined {
  try {
    return { folder, rules: ignore().add(readFileSync(file, 'utf8')) };
  } catch (error) {
    // `.git` is a file in a worktree and a submodule; then there is no exclude file below it.
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** The nearest folder, from this one up, that holds `.git`. */
async function repositoryTop(folder: string): Promise<string | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    if (await exists(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}

/** `/a`, `/a/b`, `/a/b/c` for the way from `/a` to `/a/b/c`. */
function stepsDown(top: string, folder: string): readonly string[] {
  const names = relative(top, folder)
    .split(sep)
    .filter((name) => name !== '');
  return [top, ...names.map((_, index) => join(top, ...names.slice(0, index + 1)))];
}

function relativeTo(folder: string, path: string): string {
  // What stands below a folder is asked about, file by file: no path has to be resolved.
  const way = path.startsWith(`${folder}${sep}`)
    ? path.slice(folder.length + 1)
    : relative(folder, path);
  const isFolder = path.endsWith('/');
  const slashed = sep === '/' ? way : way.split(sep).join('/');
  return isFolder && !slashed.endsWith('/') ? `${slashed}/` : slashed;
}
