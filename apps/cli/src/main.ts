import { CommanderError } from 'commander';
import { readConfig } from './config.ts';
import { PolicyError, UsageError } from './failures.ts';
import { runProgram } from './program.ts';
import type { Terminal } from './terminal.ts';
import { openTerminal } from './terminal.ts';

/**
 * Runs one command line. Everything that can go wrong ends here, as one of three exit codes.
 * @param argv without the interpreter and the script
 */
export async function main(argv: readonly string[]): Promise<number> {
  const terminal = openTerminal(readConfig());
  try {
    return await runProgram(argv, terminal);
  } catch (error) {
    terminal.progress('');
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof UsageError) terminal.err(`troth: ${error.message}\n`);
    else if (error instanceof PolicyError) await explainPolicyError(error, terminal);
    else explainInternalError(error, terminal, argv);
    return 2;
  }
}

async function explainPolicyError(error: PolicyError, terminal: Terminal): Promise<void> {
  const { formatDiagnostic } = await import('@troth/diagnostics');
  const errors = error.diagnostics.filter(({ severity }) => severity === 'error');
  const text = errors.map((found) => `${formatDiagnostic(found)}\n`).join('');
  terminal.err(`${text}troth: ${error.message}\n`);
}

function explainInternalError(error: unknown, terminal: Terminal, argv: readonly string[]): void {
  if (argv.includes('--debug')) {
    terminal.err(`${error instanceof Error ? stackOf(error) : String(error)}\n`);
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  terminal.err(`troth: internal error: ${message.split('\n')[0]} (--debug prints the stack)\n`);
}

function stackOf(error: Error): string {
  const own = error.stack ?? error.message;
  return error.cause instanceof Error ? `${own}\ncaused by: ${stackOf(error.cause)}` : own;
}
