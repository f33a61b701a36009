import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The command as it is published, where no sources are beside it; `npm run build` made it.
 * @returns the path of its binary, in a folder of this repository so that its packages are found
 */
export function publishedCommand(): string {
  const cli = fileURLToPath(new URL('../../apps/cli', import.meta.url));
  const published = fileURLToPath(new URL('../../.data/published-cli', import.meta.url));
  rmSync(published, { recursive: true, force: true });
  for (const part of ['bin', 'dist', 'package.json'])
    cpSync(join(cli, part), join(published, part), { recursive: true });
  return join(published, 'bin', 'troth.js');
}

export const ESLINT: string = fileURLToPath(new URL('./eslint-peers.mjs', import.meta.url));

/** The scripts of an application, absolute, and their lines. */
export function scriptsBelow(folder: string): {
  readonly files: readonly string[];
  readonly lines: number;
} {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:[cm]?[jt]s|[jt]sx)$/.test(path) && !/\.d\.[cm]?ts$/.test(path))
    .filter((path) => !/(?:^|\/)(?:node_modules|dist|generated|\.git)\//.test(path))
    .map((path) => join(folder, path))
    .toSorted();
  const lines = files.reduce((sum, path) => sum + readFileSync(path, 'utf8').split('\n').length, 0);
  return { files, lines };
}

/** A file that lists them, for those that are not told by a command line. */
export function listOf(work: string, files: readonly string[]): string {
  const list = join(work, 'files.txt');
  writeFileSync(list, files.join('\n'));
  return list;
}

/** A copy of an application under git, with one file changed since its commit. */
export function editOne(
  work: string,
  subject: string,
): { readonly folder: string; readonly changed: string } {
  const folder = join(work, `since-${basename(subject)}`);
  cpSync(subject, folder, {
    recursive: true,
    filter: (path) => !/\/(?:node_modules|\.git|\.data)$/.test(path),
  });
  const git = (...args: readonly string[]): unknown =>
    execFileSync('git', ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com', ...args], {
      cwd: folder,
      stdio: 'ignore',
    });
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'as it was');
  // A page or component in the middle of the list: what a day's work changes.
  const { files } = scriptsBelow(folder);
  const pages = files.filter((path) => path.endsWith('.tsx'));
  const all = pages.length > 0 ? pages : files;
  const changed = all[Math.floor(all.length / 2)] ?? join(folder, 'new.ts');
  appendFileSync(changed, '\nexport const changed = 1;\n');
  return { folder, changed: changed.slice(folder.length + 1) };
}
