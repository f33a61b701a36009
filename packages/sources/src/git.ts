import { spawn } from 'node:child_process';

/** What git answered. `code` is its exit code; -1 when git itself could not be started. */
export interface GitAnswer {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/**
 * Runs git in a folder, without a shell, without asking anybody anything and without running what a
 * repository's own settings name. No lock is taken, so it may run beside an editor or a commit.
 */
export function git(cwd: string, args: readonly string[], input?: string): Promise<GitAnswer> {
  const { promise, resolve } = Promise.withResolvers<GitAnswer>();
  const child = spawn('git', [...SETTINGS, ...args], {
    cwd,
    env: { ...process.env, ...ENVIRONMENT },
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  child.on('error', (error) => {
    resolve({ code: -1, stdout: Buffer.alloc(0), stderr: error.message });
  });
  child.on('close', (code) => {
    resolve({
      code: code ?? -1,
      stdout: Buffer.concat(out),
      stderr: Buffer.concat(err).toString(),
    });
  });
  // git may end before it has read everything; its exit code says so better than a broken pipe.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return promise;
}

/** An answer that was expected to succeed: anything else is a broken machine, not a user's mistake. */
export async function gitOutput(
  cwd: string,
  args: readonly string[],
  input?: string,
): Promise<Buffer> {
  const answer = await git(cwd, args, input);
  if (answer.code === 0) return answer.stdout;
  throw new Error(`git ${args[0] ?? ''} failed with ${answer.code}: ${answer.stderr.trim()}`);
}

/** Splits the output of a command that was given `-z`. */
export function zeroSeparated(output: Buffer): readonly string[] {
  return output
    .toString()
    .split('\0')
    .filter((part) => part !== '');
}

const SETTINGS: readonly string[] = [
  '--no-optional-locks',
  '--literal-pathspecs',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.quotePath=false',
];

const ENVIRONMENT: Readonly<Record<string, string>> = { LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0' };
