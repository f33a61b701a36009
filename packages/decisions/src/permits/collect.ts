import type { CollectRule } from '@troth/compiler';
import type { Permit, Question } from '../permit.ts';
import type { Tables } from '../tables.ts';

/**
 * A `collect` rule covers the category and names the purpose, or a `use` rule that covers it does.
 * What the use demands is asked for when the data is used.
 */
export function collectPermits({ rules, tables, category, purpose }: Question): readonly Permit[] {
  const uses = rules.use
    .covering(category)
    .filter(({ rule }) => rule.purposes.includes(purpose))
    .map(({ clause }) => clause);
  return rules.collect.covering(category).flatMap(({ clause, rule }): readonly Permit[] => {
    const isNamed = rule.purposes.includes(purpose);
    if (!isNamed && uses.length === 0) return [];
    return [{ clause, together: isNamed ? [] : uses, conditions: [], ...origin(rule, tables) }];
  });
}

function origin(
  { source, from }: CollectRule,
  { recipients }: Tables,
): Pick<Permit, 'sources' | 'through'> {
  if (source === 'recipient') return { sources: from };
  if (from.length === 0) return { sources: [source] };
  const through = from.flatMap((id) => recipients.get(id) ?? []);
  return { sources: [source], through };
}
