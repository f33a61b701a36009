import { conditionsOf, type Condition } from '../conditions.ts';
import type { Question } from '../permit.ts';

/** Conditions that clauses which narrow this one add, for the purposes and data that both speak of. */
export function narrowingConditions(question: Question, clause: number): readonly Condition[] {
  const { rules, category, purpose, objectors } = question;
  const narrowers = narrowersOf(question, clause);
  if (narrowers.size === 0) return [];
  return rules.use
    .touching(category)
    .filter(({ clause: by, rule }) => narrowers.has(by) && rule.purposes.includes(purpose))
    .flatMap(({ clause: by, rule }) => conditionsOf(rule.conditions, by, { purpose, objectors }));
}

/** Also those that narrow a narrower: what it permits, it permits no wider through another clause. */
function narrowersOf({ tables }: Question, clause: number): ReadonlySet<number> {
  const found = new Set(tables.narrowedBy[clause]);
  for (const by of found) tables.narrowedBy[by]?.forEach((further) => found.add(further));
  return found;
}
