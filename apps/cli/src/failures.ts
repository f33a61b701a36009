import type { Diagnostic } from '@troth/diagnostics';

/** The command was asked for something it cannot do as asked: exit code 2, one line, no stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The policy that a command was to work with does not compile: exit code 2, its diagnostics on standard error. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(message: string, diagnostics: readonly Diagnostic[]) {
    super(message);
    this.diagnostics = diagnostics;
  }
}
