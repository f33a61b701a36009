import type { Recipient } from '@troth/compiler';
import { consented, safeguarded, underContract, type Condition } from '../conditions.ts';
import type { Permit, Question } from '../permit.ts';

/** The recipient is listed with the category and the purpose; a contract clause may demand one on file. */
export function sharePermits(question: Question): readonly Permit[] {
  const { policy, tables, rules, category, purpose } = question;
  return rules.share
    .covering(category)
    .filter(({ rule }) => rule.purposes.includes(purpose))
    .flatMap(({ clause, rule }): readonly Permit[] => {
      const number = tables.recipients.get(rule.recipient) ?? -1;
      const recipient = policy.vocabulary.recipients[number];
      if (recipient === undefined) return [];
      const conditions = [
        ...contractsDemanded(question, recipient),
        ...(rule.consent === true ? [consented(purpose, [clause])] : []),
      ];
      return [{ clause, together: [], conditions, recipient: number }];
    });
}

function contractsDemanded(
  { rules, policy }: Question,
  recipient: Recipient,
): readonly Condition[] {
  return rules.contracts
    .filter(({ rule }) => rule.recipients.includes(recipient.id))
    .flatMap(({ clause, rule: { outside } }) => {
      const contract = underContract(recipient, [clause]);
      if (outside === undefined) return [contract];
      const inside = policy.vocabulary.regions.filter(({ id }) => outside.includes(id));
      const countries = new Set(inside.flatMap((region) => region.countries));
      return [contract, safeguarded(recipient, countries, [clause])];
    });
}
