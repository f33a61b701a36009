import type { Diagnostic, Position } from '@troth/diagnostics';
import type { CompiledPolicy } from './compiled-policy.ts';

/** A policy before it has its hash. */
export type Content = Omit<CompiledPolicy, 'hash'>;

/** Looks at what clauses mean together. `at`: where a clause (`a.b`) or a word (`purposes/billing`) stands. */
export type Check = (policy: Content, at: (id: string) => Position) => readonly Diagnostic[];
