import type { CompiledPolicy } from '@troth/compiler';

/** Whether a rule on `data` covers the category. */
export function covers(policy: CompiledPolicy, data: readonly string[], category: string): boolean {
  if (data.includes(category)) return true;
  const parent = policy.vocabulary.categories.find(({ id }) => id === category)?.parent;
  return parent !== undefined && covers(policy, data, parent);
}

/** Whether a rule on `data` speaks of the category, of what is above it or of what is below it. */
export function touches(
  policy: CompiledPolicy,
  data: readonly string[],
  category: string,
): boolean {
  return covers(policy, data, category) || data.some((id) => covers(policy, [category], id));
}

export function objectorsTo(policy: CompiledPolicy, purpose: string, category: string): string[] {
  return policy.clauses
    .filter(({ rules }) =>
      rules.some(
        (rule) =>
          rule.verb === 'grant' &&
          rule.rights.includes('object') &&
          rule.purposes.includes(purpose) &&
          (rule.data.length === 0 || touches(policy, rule.data, category)),
      ),
    )
    .map(({ id }) => id);
}
