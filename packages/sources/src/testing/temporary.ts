import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A real folder with these files, removed when the test ends. */
export function temporaryFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'troth-sources-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  put(folder, files);
  return folder;
}

export function put(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    const full = join(folder, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, content);
  }
}

/** A real git repository whose first commit holds these files. */
export function temporaryRepository(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = temporaryFolder(files);
  runGit(folder, 'init', '--quiet', '--initial-branch=main');
  commitAll(folder, 'first');
  return folder;
}

export function commitAll(folder: string, message: string): void {
  runGit(folder, 'add', '--all');
  runGit(folder, ...IDENTITY, 'commit', '--quiet', '--allow-empty', '-m', message);
}

export function runGit(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const IDENTITY = [
  '-c',
  'user.name=A Person',
  '-c',
  'user.email=person@example.com',
  '-c',
  'commit.gpgsign=false',
];
