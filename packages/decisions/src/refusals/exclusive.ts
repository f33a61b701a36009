import type { Block } from '../block.ts';
import { conditionsOf, type Condition } from '../conditions.ts';
import type { Question } from '../permit.ts';

/** Clauses that keep the data for other purposes than the one asked for. */
export function keptForOthers(question: Question): readonly Block[] {
  const { policy, tables, purpose } = question;
  return exclusives(question)
    .filter(({ rule }) => !rule.purposes.includes(purpose))
    .map(({ clause, rule }) => {
      const list = rule.purposes
        .map((id) => policy.vocabulary.purposes[tables.purposes.get(id) ?? -1]?.name ?? id)
        .map((name) => `"${name}"`)
        .join(' or ');
      return { clause, because: `the policy keeps this data for ${list} alone` };
    });
}

/** What an exclusive use demands of its own purpose, it demands of every permit of that purpose. */
export function exclusiveConditions(
  question: Question,
): readonly { readonly clause: number; readonly conditions: readonly Condition[] }[] {
  const { purpose, objectors } = question;
  return exclusives(question)
    .filter(({ rule }) => rule.purposes.includes(purpose))
    .map(({ clause, rule }) => ({
      clause,
      conditions: conditionsOf(rule.conditions, clause, { purpose, objectors }),
    }));
}

function exclusives({
  rules,
  category,
}: Question): ReturnType<Question['rules']['use']['touching']> {
  return rules.use.touching(category).filter(({ rule }) => rule.exclusive);
}
