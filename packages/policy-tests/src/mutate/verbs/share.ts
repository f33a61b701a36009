import type { ShareRule, Vocabulary } from '@troth/compiler';
import { categoryMutations } from '../categories.ts';
import { within, type Mutation } from '../mutant.ts';
import { nameMutations } from '../names.ts';

type Entry = ShareRule['recipients'][number];

/** One recipient more, and more data or purposes for one of them, break the promise. */
export function shareMutations(
  rule: ShareRule,
  vocabulary: Vocabulary,
): readonly Mutation<ShareRule>[] {
  return [
    ...recipientMutations(rule, vocabulary),
    ...rule.recipients.flatMap((entry, place) =>
      entryMutations(rule, entry, vocabulary).map(({ what, direction, rule: { recipients } }) => ({
        what: `${entry.recipient}, ${what}`,
        direction,
        rule: { ...rule, recipients: rule.recipients.with(place, recipients[0] ?? entry) },
      })),
    ),
  ];
}

function recipientMutations(
  rule: ShareRule,
  vocabulary: Vocabulary,
): readonly Mutation<ShareRule>[] {
  const known = vocabulary.recipients.map(({ id }) => id);
  const names = rule.recipients.map(({ recipient }) => recipient);
  const like = rule.recipients[0];
  return within(nameMutations({ key: 'with', names, known, more: 'loosens' }), (kept) => ({
    ...rule,
    recipients: kept.flatMap((recipient): readonly Entry[] => {
      const stated = rule.recipients.filter((entry) => entry.recipient === recipient);
      return stated.length > 0 || like === undefined ? stated : [{ ...like, recipient }];
    }),
  }));
}

/** The mutated entry stands first, and alone. */
function entryMutations(
  rule: ShareRule,
  entry: Entry,
  vocabulary: Vocabulary,
): readonly Mutation<ShareRule>[] {
  const purposes = vocabulary.purposes.map(({ id }) => id);
  const alone = (changed: Entry): ShareRule => ({ ...rule, recipients: [changed] });
  return [
    ...within(categoryMutations(entry.data, vocabulary, 'loosens'), (data) =>
      alone({ ...entry, data }),
    ),
    ...within(
      nameMutations({ key: 'for', names: entry.purposes, known: purposes, more: 'loosens' }),
      (names) => alone({ ...entry, purposes: names }),
    ),
    consentMutation(entry, alone),
  ];
}

function consentMutation(entry: Entry, alone: (changed: Entry) => ShareRule): Mutation<ShareRule> {
  const { consent, ...freely } = entry;
  return consent === true
    ? { what: 'consent dropped', direction: 'loosens', rule: alone(freely) }
    : { what: 'consent added', direction: 'tightens', rule: alone({ ...entry, consent: true }) };
}
