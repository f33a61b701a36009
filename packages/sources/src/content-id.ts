import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import { join } from 'node:path';
import { git, zeroSeparated } from './git.ts';

/** The id under which git keeps these bytes (SHA-1): a name for a content, not a seal on it. */
export function contentId(bytes: Uint8Array): string {
  return hash('sha1', Buffer.concat([Buffer.from(`blob ${bytes.length}\0`), bytes]), 'hex');
}

/**
 * What git knows of files below a folder without reading them: the content id of each tracked file
 * that was not edited since, by absolute path. Empty outside a repository.
 */
export async function knownContentIds(folder: string): Promise<ReadonlyMap<string, string>> {
  const [listed, edited] = await Promise.all([
    git(folder, ['ls-files', '--stage', '-z']),
    git(folder, ['diff-files', '--name-only', '--relative', '-z']),
  ]);
  if (listed.code !== 0 || edited.code !== 0) return new Map();
  const changed = new Set(zeroSeparated(edited.stdout));
  const ids = new Map<string, string>();
  for (const line of zeroSeparated(listed.stdout)) {
    // `MODE OBJECT STAGE\tPATH`; a stage that is not 0 is one side of a conflict.
    const tab = line.indexOf('\t');
    const [mode = '', object = '', stage] = line.slice(0, tab).split(' ');
    const path = line.slice(tab + 1);
    if (mode.startsWith('100') && stage === '0' && !changed.has(path)) {
      ids.set(join(folder, path), object);
    }
  }
  return ids;
}
