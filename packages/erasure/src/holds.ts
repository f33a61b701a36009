import type { Vocabulary } from '@troth/compiler';
import { overlaps } from '@troth/compiler';
import { isKnown } from './categories.ts';
import type { ErasureStep } from './plan.ts';

/** A case for which data must stay. Each absent part of the scope means all: a hold is never narrower than it says. */
export interface Hold {
  readonly id: string;
  readonly scope: {
    readonly subject?: string;
    readonly tenant?: string;
    readonly categories?: readonly string[];
  };
  /** ISO 8601; from then on it stops nothing. */
  readonly releasedAt?: string;
}

/**
 * The holds that stop a step: every one of them must be released before it runs. Nothing is stored in
 * the step, so a release puts back the original due instant, not a new window.
 */
export function heldBy(step: ErasureStep, holds: readonly Hold[], vocabulary: Vocabulary): Hold[] {
  return holds.filter((hold) => hold.releasedAt === undefined && stops(hold, step, vocabulary));
}

function stops({ scope }: Hold, step: ErasureStep, vocabulary: Vocabulary): boolean {
  if (scope.subject !== undefined && scope.subject !== step.subject) return false;
  // A step that names no tenant may be of any: it waits.
  if (scope.tenant !== undefined && step.tenant !== undefined && scope.tenant !== step.tenant)
    return false;
  return (
    scope.categories === undefined ||
    scope.categories.some((held) => concerns(held, step, vocabulary))
  );
}

function concerns(held: string, step: ErasureStep, vocabulary: Vocabulary): boolean {
  if (step.data.length === 0) return true;
  return step.data.some(
    (category) => !isKnown(vocabulary, held) || overlaps(vocabulary, category, held),
  );
}
