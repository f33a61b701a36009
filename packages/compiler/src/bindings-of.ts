import type { BoundValue } from './compiled-policy.ts';
import type { Rule } from './rules.ts';
import { verbOf } from './verbs.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The values that prose may bind to a rule, by their whole path: `erase.within`. */
export function bindingsOf(rule: Rule, vocabulary: Vocabulary): ReadonlyMap<string, BoundValue> {
  const bindings = verbOf(rule).bindings?.(rule, vocabulary) ?? {};
  return new Map(
    Object.entries(bindings).map(([key, value]) => [`${rule.verb}.${key}`, value] as const),
  );
}
