import type { LimitRule, Vocabulary } from '@troth/compiler';
import { categoryMutations } from '../categories.ts';
import { within, type Mutation } from '../mutant.ts';
import { nameMutations } from '../names.ts';
import { conditionMutations } from './use.ts';

/** Less data, fewer purposes and fewer conditions under the limit break the promise. */
export function limitMutations(
  rule: LimitRule,
  vocabulary: Vocabulary,
): readonly Mutation<LimitRule>[] {
  const known = vocabulary.purposes.map(({ id }) => id);
  return [
    ...within(categoryMutations(rule.data, vocabulary, 'tightens'), (data) => ({ ...rule, data })),
    ...within(
      nameMutations({ key: 'for', names: rule.purposes, known, more: 'tightens' }),
      (purposes) => ({ ...rule, purposes }),
    ),
    ...within(conditionMutations(rule.conditions), (conditions) => ({ ...rule, conditions })),
  ];
}
