import type { CompiledPolicy } from '@troth/compiler';
import type { Covered } from './categories.ts';

/** The categories that a policy lets be used for a purpose, by collection or by use. */
export type Permitted = (policy: CompiledPolicy, purpose: string) => ReadonlySet<string>;

/** Each policy is read once, when it is first asked about: a policy may have thousands of clauses. */
export function permittedBy(covered: Covered): Permitted {
  const read = new Map<CompiledPolicy, ReadonlyMap<string, ReadonlySet<string>>>();
  return (policy, purpose) => {
    const known = read.get(policy) ?? byPurpose(policy, covered);
    read.set(policy, known);
    return known.get(purpose) ?? NONE;
  };
}

const NONE: ReadonlySet<string> = new Set();

function byPurpose(
  policy: CompiledPolicy,
  covered: Covered,
): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const rule of policy.clauses.flatMap(({ rules }) => rules)) {
    if (rule.verb !== 'use' && rule.verb !== 'collect') continue;
    const data = covered(rule.data);
    for (const purpose of rule.purposes) {
      const categories = found.get(purpose) ?? new Set();
      found.set(purpose, categories);
      for (const category of data) categories.add(category);
    }
  }
  return found;
}
