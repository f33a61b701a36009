import type { CollectRule, Vocabulary } from '@troth/compiler';
import { categoryMutations } from '../categories.ts';
import { within, type Mutation } from '../mutant.ts';
import { nameMutations } from '../names.ts';

/** More data, more sources and more purposes break the promise, and so does an event that is forgotten. */
export function collectMutations(
  rule: CollectRule,
  vocabulary: Vocabulary,
): readonly Mutation<CollectRule>[] {
  const purposes = vocabulary.purposes.map(({ id }) => id);
  const recipients = vocabulary.recipients.map(({ id }) => id);
  const { when, ...anyTime } = rule;
  return [
    ...within(categoryMutations(rule.data, vocabulary, 'loosens'), (data) => ({ ...rule, data })),
    ...within(
      nameMutations({ key: 'for', names: rule.purposes, known: purposes, more: 'loosens' }),
      (names) => ({ ...rule, purposes: names }),
    ),
    ...(rule.from.length === 0
      ? []
      : within(
          nameMutations({ key: 'from', names: rule.from, known: recipients, more: 'loosens' }),
          (from) => ({ ...rule, from }),
        )),
    ...(when === undefined
      ? []
      : [{ what: `when: ${when} dropped`, direction: 'loosens' as const, rule: anyTime }]),
  ];
}
