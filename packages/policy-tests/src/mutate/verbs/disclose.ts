import type { DiscloseRule, Vocabulary } from '@troth/compiler';
import { categoryMutations } from '../categories.ts';
import { within, type Mutation } from '../mutant.ts';
import { nameMutations } from '../names.ts';

const BASES = ['law', 'regulation', 'legal-process'] as const;

/** More data, more bases and fewer approvers break the promise. */
export function discloseMutations(
  rule: DiscloseRule,
  vocabulary: Vocabulary,
): readonly Mutation<DiscloseRule>[] {
  const { approvers } = rule;
  const of = (count: number): Pick<Mutation<DiscloseRule>, 'what' | 'rule'> => ({
    what: `approvers: ${approvers} → ${count}`,
    rule: { ...rule, approvers: count },
  });
  return [
    ...within(categoryMutations(rule.data, vocabulary, 'loosens'), (data) => ({ ...rule, data })),
    ...within(
      nameMutations({ key: 'bases', names: rule.bases, known: BASES, more: 'loosens' }),
      (bases) => ({ ...rule, bases }),
    ),
    ...(approvers > 1 ? [{ ...of(approvers - 1), direction: 'loosens' as const }] : []),
    ...(approvers < 9 ? [{ ...of(approvers + 1), direction: 'tightens' as const }] : []),
  ];
}
