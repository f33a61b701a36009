import pc from 'picocolors';
import { UsageError } from '../failures.ts';
import { runProgram } from '../program.ts';
import type { Run } from './run-troth.ts';

/** Runs a command line in a folder as if it were that day, `YYYY-MM-DD`, at noon UTC. */
export async function trothOn(day: string, cwd: string, args: readonly string[]): Promise<Run> {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = {
    cwd,
    colors: pc.createColors(false),
    now: () => new Date(`${day}T12:00:00Z`),
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
    progress: () => undefined,
    readInput: async () => '',
  };
  const run = (code: number): Run => ({ code, out: out.join(''), err: err.join('') });
  try {
    return run(await runProgram(args, terminal));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.err(`troth: ${error.message}\n`);
    return run(2);
  }
}
