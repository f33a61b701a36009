import type { ErasureStep } from '@troth/erasure';
import type { StepRow } from './erasures.repository.ts';

/** The planned step of a row; written from an `ErasureStep` by the planner and by nothing else. */
export function stepOf(row: StepRow): ErasureStep {
  const { plan } = row;
  if (typeof plan !== 'object' || plan === null || !('kind' in plan)) {
    throw new Error('a step that is not done has no plan');
  }
  return plan as unknown as ErasureStep; // see above
}
