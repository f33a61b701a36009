import type { Command } from 'commander';
import type { Options } from './options.ts';
import type { Terminal } from './terminal.ts';

/** 0: pass. 1: what was checked failed. 2: usage or internal error. */
export type ExitCode = 0 | 1 | 2;

/** One subcommand: what it is called, what it takes, what it does. */
export interface CommandSpec {
  readonly name: string;
  /** For the list of commands: a verb and what it acts on, without a full stop. */
  readonly summary: string;
  /** What `--help` says below the usage line. */
  readonly description: string;
  /** Each a command line and what it is for. */
  readonly examples: readonly (readonly [line: string, purpose: string])[];
  /** Adds arguments and options of its own. */
  readonly configure: (command: Command) => void;
  readonly run: (invocation: Invocation, terminal: Terminal) => Promise<ExitCode>;
}

/** A command line after parsing. */
export interface Invocation {
  readonly args: readonly string[];
  readonly options: Options;
}
