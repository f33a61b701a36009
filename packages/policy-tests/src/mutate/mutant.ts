import type { CompiledPolicy, Leaning } from '@troth/compiler';

/** A policy that is wrong in exactly one place. */
export interface Mutant {
  /** Clause id; `policy` for a setting. */
  readonly clause: string;
  /** What is wrong, for a person: `within: 30 days → 31 days`. */
  readonly what: string;
  /** What it does to the promise, by the same orders as the semantic diff. */
  readonly direction: Leaning;
  /** The verb of the rule that differs; else `clause` for what stands beside the rules, `policy` for a setting. */
  readonly of: string;
  readonly policy: CompiledPolicy;
  /** Which kind of test would notice, in one line. */
  readonly noticedBy: string;
}
