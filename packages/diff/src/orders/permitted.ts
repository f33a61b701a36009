import type { CompiledPolicy } from '@troth/compiler';
import type { Covered } from './categories.ts';

/** The categories that a policy lets be used for a purpose by another clause than `only`, whatever else holds. */
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

/** Whether each purpose is free for all of the data. */
export function isPermitted(
  policy: CompiledPolicy,
  { data, purposes }: { readonly data: ReadonlySet<string>; readonly purposes: readonly string[] },
  permitted: Permitted,
): boolean {
  return purposes.every((purpose) => {
    const known = permitted(policy, purpose);
    return [...data].every((category) => known.has(category));
  });
}

const NONE: ReadonlySet<string> = new Set();

function byPurpose(
  policy: CompiledPolicy,
  covered: Covered,
): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const bound = boundPurposes(policy);
  for (const rule of policy.clauses.flatMap(({ rules }) => rules)) {
    if (rule.verb !== 'use' || rule.exclusive || Object.keys(rule.conditions).length > 0) continue;
    const data = covered(rule.data);
    for (const purpose of rule.purposes.filter((each) => !bound.has(each))) {
      const categories = found.get(purpose) ?? new Set();
      found.set(purpose, categories);
      for (const category of data) categories.add(category);
    }
  }
  return found;
}

/** Purposes of which some clause makes the permits of others narrower: they are not free anywhere. */
function boundPurposes({ clauses }: CompiledPolicy): ReadonlySet<string> {
  return new Set(
    clauses.flatMap(({ narrows, rules }) =>
      rules.flatMap((rule) => {
        if (rule.verb === 'limit') return rule.purposes;
        return rule.verb === 'use' && narrows.length > 0 ? rule.purposes : [];
      }),
    ),
  );
}
