import type { Covered } from '@troth/orders';
import { coveredBy, type Between } from './between.ts';
import type { CompiledPolicy } from './compiled-policy.ts';
import { verbOf } from './verbs.ts';

/** What the orders of verbs look at besides two rules. Each policy is read once, when it is first asked about. */
export function between(base: CompiledPolicy, head: CompiledPolicy): Between {
  const covered = coveredBy(base, head);
  const read = new Map<CompiledPolicy, FreeData>();
  return {
    base,
    head,
    covered,
    sides: [],
    isFree: (policy, { data, purposes }) => {
      const free = read.get(policy) ?? freeDataOf(policy, covered);
      read.set(policy, free);
      return purposes.every((purpose) => {
        const known = free.get(purpose);
        return [...data].every((category) => known?.has(category));
      });
    },
  };
}

/** By purpose: the categories that may serve it, whatever else holds. */
type FreeData = ReadonlyMap<string, ReadonlySet<string>>;

/** Purposes of which some clause makes the permits of others narrower are not free anywhere. */
function freeDataOf({ clauses }: CompiledPolicy, covered: Covered): FreeData {
  const bound = new Set(
    clauses.flatMap((clause) =>
      clause.rules.flatMap((rule) => verbOf(rule).contributes.binds?.(rule, clause) ?? []),
    ),
  );
  const uses = clauses
    .flatMap(({ rules }) => rules)
    .flatMap((rule) => verbOf(rule).contributes.frees?.(rule) ?? []);
  const found = new Map<string, Set<string>>();
  for (const { data, purposes } of uses) {
    const categories = covered(data);
    for (const purpose of purposes.filter((each) => !bound.has(each))) {
      const free = found.get(purpose) ?? new Set();
      found.set(purpose, free);
      categories.forEach((category) => free.add(category));
    }
  }
  return found;
}
