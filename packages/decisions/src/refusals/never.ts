import type { NeverRule } from '@troth/compiler';
import type { Block } from '../block.ts';
import type { Condition } from '../conditions.ts';
import type { Action } from '../decision.ts';
import type { Question } from '../permit.ts';
import type { Tables } from '../tables.ts';

/** Which actions each forbidden act forbids. A sale is told by the request, not by the action. */
const FORBIDS: Readonly<Record<NeverRule['act'], readonly Action[]>> = {
  collect: ['collect'],
  store: ['store'],
  use: ['use', 'access'],
  share: ['share', 'disclose'],
  sell: [],
};

/** Clauses by which this is never done with the category, one above it, or one below it. */
export function neverDone({ rules, category }: Question, action: Action): readonly Block[] {
  return rules.never
    .touching(category)
    .filter(({ rule }) => FORBIDS[rule.act].includes(action))
    .map(({ clause, rule }) => ({
      clause,
      because: `the policy says never to ${rule.act} this data`,
    }));
}

/** Clauses by which the category is never sold. */
export function neverSold({ rules, category, tables }: Question): readonly Block[] {
  const when = [soldTo(tables)];
  return rules.never
    .touching(category)
    .filter(({ rule }) => rule.act === 'sell')
    .map(({ clause }) => ({ clause, because: 'the policy says never to sell this data', when }));
}

/** Value is received for the data, or it is handed to one who buys data. */
function soldTo({ buyers }: Tables): Condition {
  return {
    means: 'sale',
    clauses: [],
    because: '',
    judge: ({ action, recipient, context }) => {
      const isHanded = action === 'share' || action === 'disclose';
      const isBought = isHanded && recipient !== undefined && buyers.has(recipient);
      return isBought || context?.sale === true ? 'holds' : 'fails';
    },
  };
}
