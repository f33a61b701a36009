import type { NeverRule, Vocabulary } from '@troth/compiler';
import { categoryMutations } from '../categories.ts';
import { within, type Mutation } from '../mutant.ts';

/** Less data that is never touched breaks the promise. */
export function neverMutations(
  rule: NeverRule,
  vocabulary: Vocabulary,
): readonly Mutation<NeverRule>[] {
  return within(categoryMutations(rule.data, vocabulary, 'tightens'), (data) => ({
    ...rule,
    data,
  }));
}
