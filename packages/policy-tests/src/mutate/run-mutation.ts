import type { CompiledPolicy } from '@troth/compiler';
import type { SourceFile } from '@troth/language';
import { runPolicyTests } from '../run-policy-tests.ts';
import { mutatePolicy } from './mutate-policy.ts';
import type { Mutant } from './mutant.ts';

export interface MutationResults {
  readonly mutants: number;
  /** Mutants that make a test fail. */
  readonly noticed: number;
  /** `noticed / mutants`, 0 to 1; 0 for a policy without a rule, of which tests prove nothing. */
  readonly score: number;
  readonly survivors: readonly Survivor[];
}

/** A wrong policy that every test takes for the right one. */
export type Survivor = Omit<Mutant, 'policy' | 'of'>;

/**
 * Runs the tests against every mutant of the policy.
 * @throws RangeError when a test fails on the policy itself: then a failure says nothing of a mutant
 */
export function runMutation(policy: CompiledPolicy, files: readonly SourceFile[]): MutationResults {
  if (runPolicyTests(policy, files).failed > 0) {
    throw new RangeError('a test fails on the policy as it is');
  }
  const mutants = mutatePolicy(policy);
  const survivors = mutants.filter((mutant) => runPolicyTests(mutant.policy, files).failed === 0);
  const noticed = mutants.length - survivors.length;
  return {
    mutants: mutants.length,
    noticed,
    score: mutants.length === 0 ? 0 : noticed / mutants.length,
    survivors: survivors.map(({ clause, what, direction, noticedBy }) => ({
      clause,
      what,
      direction,
      noticedBy,
    })),
  };
}
