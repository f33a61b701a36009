import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** A file of the project: tracked by git, or about to be, and not ignored. */
export interface TrackedFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** @param patterns git pathspecs, for example `packages/**` */
export function trackedFiles(...patterns: readonly string[]): readonly TrackedFile[] {
  const listing = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...patterns],
    { cwd: root, encoding: 'utf8' },
  );
  const paths = [...new Set(listing.split('\0'))].filter((path) => path !== '');
  return paths.flatMap((path) => {
    const text = readUnlessDeleted(path);
    return text === undefined ? [] : [{ path, text }];
  });
}

function readUnlessDeleted(path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
