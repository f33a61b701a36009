import { notified, onBasis } from '../conditions.ts';
import type { Permit, Question } from '../permit.ts';

/** A `disclose` rule covers the category; a listed basis and a recorded disclosure must be named. A notice may be owed. */
export function disclosePermits({ rules, category }: Question): readonly Permit[] {
  return rules.disclose.covering(category).map(({ clause, rule }): Permit => ({
    clause,
    together: [],
    conditions: [
      onBasis(rule.bases, [clause]),
      ...(rule.notify === true ? [notified([clause])] : []),
    ],
  }));
}
