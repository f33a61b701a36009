import type { EraseRule, EraseStages, Vocabulary } from '@troth/compiler';
import { categoryMutations } from '../categories.ts';
import { within, type Mutation } from '../mutant.ts';
import { windowMutations } from '../window.ts';

/** A longer window, or longer in backups, and less data break the promise. */
export function eraseMutations(
  rule: EraseRule,
  vocabulary: Vocabulary,
): readonly Mutation<EraseRule>[] {
  const { stages } = rule;
  return [
    ...(stages === undefined
      ? within(windowMutations('within', rule.within), (window) => ({ ...rule, within: window }))
      : stageMutations(rule, stages)),
    ...within(categoryMutations(rule.data, vocabulary, 'tightens'), (data) => ({ ...rule, data })),
  ];
}

/** The window of a staged erasure is the sum of its stages before backups, so the two move together. */
function stageMutations(rule: EraseRule, stages: EraseStages): readonly Mutation<EraseRule>[] {
  const { systems, backups } = stages;
  return [
    ...(backups === undefined
      ? []
      : within(windowMutations('backups', backups), (window) => ({
          ...rule,
          stages: { ...stages, backups: window },
        }))),
    ...within(
      windowMutations('systems', systems).filter(
        ({ value: { unit } }) => unit === systems.unit && unit === rule.within.unit,
      ),
      (window) => ({
        ...rule,
        within: { ...rule.within, amount: rule.within.amount + window.amount - systems.amount },
        stages: { ...stages, systems: window },
      }),
    ),
  ];
}
