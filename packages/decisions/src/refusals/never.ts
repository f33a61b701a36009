import type { NeverRule } from '@troth/compiler';
import type { Action } from '../decision.ts';
import type { Question } from '../permit.ts';

/** Which actions each forbidden act forbids. A sale is told by the request, not by the action. */
const FORBIDS: Readonly<Record<NeverRule['act'], readonly Action[]>> = {
  collect: ['collect'],
  store: ['store'],
  use: ['use', 'access'],
  share: ['share', 'disclose'],
  sell: [],
};

export interface Refusal {
  readonly clause: number;
  /** The rest of "… is denied: …". */
  readonly because: string;
}

/** Clauses by which this is never done with the category, one above it, or one below it. */
export function neverDone({ rules, category }: Question, action: Action): readonly Refusal[] {
  return rules.never
    .touching(category)
    .filter(({ rule }) => FORBIDS[rule.act].includes(action))
    .map(({ clause, rule }) => ({
      clause,
      because: `the policy says never to ${rule.act} this data`,
    }));
}

/** Clauses by which the category is never sold. */
export function neverSold({ rules, category }: Question): readonly Refusal[] {
  return rules.never
    .touching(category)
    .filter(({ rule }) => rule.act === 'sell')
    .map(({ clause }) => ({ clause, because: 'the policy says never to sell this data' }));
}
