import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** Top of this repository. */
export const repository: string = fileURLToPath(new URL('../../../../', import.meta.url));

const binary = fileURLToPath(new URL('../../bin/troth.js', import.meta.url));

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the real binary as a child process. */
export async function troth(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  const { promise, resolve, reject } = Promise.withResolvers<Run>();
  const child = spawn(process.execPath, [binary, ...args], {
    cwd: options.cwd ?? repository,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...options.env },
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  child.on('error', reject);
  child.on('close', (code) => {
    resolve({
      code: code ?? -1,
      out: Buffer.concat(out).toString(),
      err: Buffer.concat(err).toString(),
    });
  });
  child.stdin.end(options.input ?? '');
  return promise;
}

/** Runs a command with `--format json` and parses what it printed. */
export async function trothJson(
  args: readonly string[],
  options: RunOptions = {},
): Promise<Run & { readonly json: unknown }> {
  const run = await troth([...args, '--format', 'json'], options);
  return { ...run, json: JSON.parse(run.out) };
}

/** A real folder with these files, removed when the test ends. */
export function temporaryFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'troth-cli-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  put(folder, files);
  return folder;
}

export function put(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    const full = join(folder, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, content);
  }
}

/** Copies a folder of the repository, `policy`, into another one. */
export function copyFromRepository(path: string, folder: string): void {
  cpSync(join(repository, path), join(folder, path), {
    recursive: true,
    filter: (source) =>
      !/\/(?:node_modules|dist|generated)(?:\/|$)/.test(source.slice(repository.length)),
  });
}
