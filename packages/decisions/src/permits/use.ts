import { conditionsOf } from '../conditions.ts';
import type { Permit, Question } from '../permit.ts';

/** A `use` rule with the purpose, under its conditions, or a `collect` rule whose own purposes name it. */
export function usePermits(question: Question): readonly Permit[] {
  const { rules, category, purpose } = question;
  const collected = rules.collect
    .covering(category)
    .filter(({ rule }) => rule.purposes.includes(purpose))
    .map(({ clause }): Permit => ({ clause, together: [], conditions: [] }));
  return [...statedUses(question), ...collected];
}

/** The `use` rules alone. */
export function statedUses(question: Question): readonly Permit[] {
  const { rules, category, purpose, objectors } = question;
  return rules.use
    .covering(category)
    .filter(({ rule }) => rule.purposes.includes(purpose))
    .map(({ clause, rule }): Permit => {
      const conditions = conditionsOf(rule.conditions, clause, { purpose, objectors });
      return { clause, together: [], conditions };
    });
}
