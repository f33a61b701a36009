import type { ContractRule, Vocabulary } from '@troth/compiler';
import { within, type Mutation } from '../mutant.ts';
import { nameMutations } from '../names.ts';

/** Fewer recipients held to a contract break the promise, and so does an alarm where a refusal stood. */
export function contractMutations(
  rule: ContractRule,
  vocabulary: Vocabulary,
): readonly Mutation<ContractRule>[] {
  const known = vocabulary.recipients.map(({ id }) => id);
  const missing = rule.missing === 'alarm' ? 'deny' : 'alarm';
  return [
    ...within(
      nameMutations({ key: 'with', names: rule.recipients, known, more: 'tightens' }),
      (recipients) => ({ ...rule, recipients }),
    ),
    ...safeguardMutations(rule),
    {
      what: `missing: ${rule.missing} → ${missing}`,
      direction: missing === 'deny' ? 'tightens' : 'loosens',
      rule: { ...rule, missing },
    },
  ];
}

/** Where recipients elsewhere need a safeguard besides, a safeguard no longer asked for breaks the promise. */
function safeguardMutations(rule: ContractRule): readonly Mutation<ContractRule>[] {
  const { outside, ...anywhere } = rule;
  if (outside === undefined) return [];
  return [{ what: 'outside dropped', direction: 'loosens', rule: anywhere }];
}
