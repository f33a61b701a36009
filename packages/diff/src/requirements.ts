import type { CompiledPolicy } from '@troth/compiler';
import { isMaterial } from '@troth/orders';
import { diffPolicies } from './diff-policies.ts';

export interface UnmetRequirement {
  readonly clause: string;
  /** What is missing, as an instruction. */
  readonly requirement: string;
}

/**
 * What the dates of the newer version lack for its loosenings: a new publication date, and the notice
 * that the policy in force promises. Approvals and the change log are the gate's to look up.
 */
export function requirementsUnmet(
  base: CompiledPolicy,
  head: CompiledPolicy,
): readonly UnmetRequirement[] {
  const missing = missingDates(base, head);
  if (missing.length === 0) return [];
  const clauses = diffPolicies(base, head)
    .changes.filter(({ direction }) => isMaterial(direction))
    .map(({ clause }) => clause);
  return [...new Set(clauses)].flatMap((clause) =>
    missing.map((requirement) => ({ clause, requirement })),
  );
}

function missingDates(base: CompiledPolicy, head: CompiledPolicy): readonly string[] {
  const { published, effective } = head.version;
  const missing: string[] = [];
  if (!(published > base.version.published)) {
    missing.push(`a publication date after ${base.version.published}, the one in force`);
  }
  const days = (Date.parse(effective) - Date.parse(published)) / 86_400_000;
  if (!(days >= base.noticeDays)) {
    missing.push(
      `an effective date at least ${base.noticeDays} days after publication on ${published}, not ${effective}`,
    );
  }
  return missing;
}
