import { conditionsOf, type Condition } from '../conditions.ts';
import type { Question } from '../permit.ts';

/** What `limit` clauses demand whenever the data serves the purpose, whichever clause permits it. */
export function limitingConditions(
  { rules, category, purpose, objectors }: Question,
  excepted: ReadonlySet<number> | undefined,
): readonly Condition[] {
  return rules.limit
    .touching(category)
    .filter(({ clause, rule }) => rule.purposes.includes(purpose) && !excepted?.has(clause))
    .flatMap(({ clause, rule }) => conditionsOf(rule.conditions, clause, { purpose, objectors }));
}
