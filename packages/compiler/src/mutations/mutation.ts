import type { Rule } from '../rules.ts';

/** The two ways to be wrong. */
export type Leaning = 'loosens' | 'tightens';

/** One way to be wrong about a rule. */
export interface Mutation<R extends Rule = Rule> {
  /** For a person: `within: 30 days → 31 days`. */
  readonly what: string;
  readonly direction: Leaning;
  readonly rule: R;
}

/** One way to be wrong about a value, before it is put back into its rule. */
export interface ValueMutation<T> {
  readonly what: string;
  readonly direction: Leaning;
  readonly value: T;
}

/** Puts each mutated value back into its rule. */
export function within<T, R extends Rule>(
  mutations: readonly ValueMutation<T>[],
  rule: (value: T) => R,
): readonly Mutation<R>[] {
  return mutations.map(({ what, direction, value }) => ({ what, direction, rule: rule(value) }));
}
