import type { CompiledPolicy } from '@troth/compiler';
import type { RuleIndex } from '../rule-index.ts';
import type { Tables } from '../tables.ts';

/**
 * Clauses that let a subject object to the purpose, for this category. Whoever may object is not
 * asked for a region: recorded objections are honoured wherever the subject lives.
 */
export function objectorsTo(
  purpose: string,
  category: number,
  rules: RuleIndex,
  tables: Tables,
): readonly number[] {
  const near = new Set([...(tables.above[category] ?? []), ...(tables.below[category] ?? [])]);
  return rules.grants
    .filter(({ rule }) => rule.rights.includes('object') && rule.purposes.includes(purpose))
    .filter(({ rule }) => {
      if (rule.data.length === 0) return true;
      return rule.data.some((id) => near.has(tables.categories.get(id) ?? -1));
    })
    .map(({ clause }) => clause);
}

/** Clauses that grant the right to restriction of processing. */
export function restrictionGrants(policy: CompiledPolicy): readonly number[] {
  return policy.clauses.flatMap(({ rules }, clause) =>
    rules.some((rule) => rule.verb === 'grant' && rule.rights.includes('restrict')) ? [clause] : [],
  );
}
