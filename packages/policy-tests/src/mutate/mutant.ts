import type { CompiledPolicy, Rule, Verb } from '@troth/compiler';

/** What a mutation does to the promise, by the same orders as the semantic diff. */
export type MutantDirection = 'loosens' | 'tightens';

/** A policy that is wrong in exactly one place. */
export interface Mutant {
  readonly clause: string;
  /** What is wrong, for a person: `within: 30 days → 31 days`. */
  readonly what: string;
  readonly direction: MutantDirection;
  /** The verb of the rule that differs; `clause` for what stands beside the rules. */
  readonly of: Verb | 'clause';
  readonly policy: CompiledPolicy;
}

/** One way to be wrong about a rule. */
export interface Mutation<R extends Rule = Rule> {
  readonly what: string;
  readonly direction: MutantDirection;
  readonly rule: R;
}

/** One way to be wrong about a value, before it is put back into its rule. */
export interface ValueMutation<T> {
  readonly what: string;
  readonly direction: MutantDirection;
  readonly value: T;
}

export function opposite(direction: MutantDirection): MutantDirection {
  return direction === 'loosens' ? 'tightens' : 'loosens';
}

/** Puts each mutated value back into its rule. */
export function within<T, R extends Rule>(
  mutations: readonly ValueMutation<T>[],
  rule: (value: T) => R,
): readonly Mutation<R>[] {
  return mutations.map(({ what, direction, value }) => ({ what, direction, rule: rule(value) }));
}
