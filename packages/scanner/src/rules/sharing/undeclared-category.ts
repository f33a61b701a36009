import { isWithin } from '@troth/compiler';
import type { DataSentFact } from '@troth/facts';

import type { ScanContext } from '../../context.ts';
import { sharingWith } from '../../declared.ts';
import { defineRule, finding } from '../../rule.ts';
import type { Report, Rule, RuleMeta } from '../../rule.ts';
import { listed, personalValues, reachOf } from '../../sent-data.ts';

const meta: RuleMeta = {
  id: 'sharing/undeclared-category',
  protects: ['share'],
  summary: 'A declared recipient gets data that the policy does not share with it.',
  why: 'A recipient is declared for a purpose and for the data which that purpose needs, not for everything.',
  fix: 'Leave the value out, or have the clause changed first.',
  unsafe: `import Stripe from 'stripe';\nconst stripe = new Stripe(key);\nawait stripe.customers.create({ description: user.passportNumber });`,
  safe: `import Stripe from 'stripe';\nconst stripe = new Stripe(key);\nawait stripe.customers.create({ metadata: { id: user.id } });`,
  language: 'ts',
};

export const undeclaredCategory: Rule = defineRule(meta, 'data-sent', beyondTheClause);

function beyondTheClause(fact: DataSentFact, context: ScanContext): readonly Report[] {
  const { sink } = fact;
  const reach = reachOf(sink, context);
  if (reach === undefined) return [];
  const sharing = sharingWith(reach, context.policy);
  if (sharing === undefined) return [];
  const { vocabulary } = context.policy;
  const beyond = personalValues(fact, context).filter(
    ({ meaning }) =>
      meaning.kind === 'undeclared' ||
      !meaning.categories.some((category) =>
        sharing.data.some((data) => isWithin(vocabulary, category, data)),
      ),
  );
  if (beyond.length === 0) return [];
  const message = `${sharing.recipient.name} gets ${listed(beyond)}, which the policy does not share with it`;
  return [finding(fact, sharing.clause, message)];
}
