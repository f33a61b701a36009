import type { RetainRule, Vocabulary } from '@troth/compiler';
import { categoryMutations } from '../categories.ts';
import { within, type Mutation } from '../mutant.ts';
import { nameMutations } from '../names.ts';

/**
 * What is kept while an account is active is promised: less of it breaks the promise. What a law keeps
 * beyond an erasure is an exception: more of it does.
 */
export function retainMutations(
  rule: RetainRule,
  vocabulary: Vocabulary,
): readonly Mutation<RetainRule>[] {
  const more = rule.while === undefined ? 'loosens' : 'tightens';
  const laws = vocabulary.obligations.map(({ id }) => id);
  return [
    ...within(categoryMutations(rule.data, vocabulary, more), (data) => ({ ...rule, data })),
    ...(rule.obligations.length === 0
      ? []
      : within(
          nameMutations({
            key: 'obligations',
            names: rule.obligations,
            known: laws,
            more: 'loosens',
          }),
          (obligations) => ({ ...rule, obligations }),
        )),
  ];
}
