import type { ErasureEvent, ErasurePlan, ErasureStep, Retained } from '@troth/erasure';
import type { RetainedRow, StepRow, WholeErasure } from './erasures.repository.ts';

/** The event as it was planned from, or nothing once its ids are gone. */
export function sourceOf(erasure: WholeErasure): ErasureEvent | undefined {
  const { source } = erasure;
  const isKept = typeof source === 'object' && source !== null && 'subject' in source;
  // Written by the planner from an `ErasureEvent` and by nothing else.
  return isKept ? (source as unknown as ErasureEvent) : undefined;
}

/** The planned step of a row, while it is not done. */
export function stepOf(row: StepRow): ErasureStep {
  const { plan } = row;
  if (typeof plan !== 'object' || plan === null || !('kind' in plan)) {
    throw new Error('a step that is not done has no plan');
  }
  // Written by the planner from an `ErasureStep` and by nothing else.
  return plan as unknown as ErasureStep;
}

export function retainedOf(row: RetainedRow): Retained {
  const { store, target, data, obligation, basis } = row;
  return { store, target, data, obligation, basis, until: row.until.toISOString() };
}

/** The plan as it was saved, before its ids are forgotten. */
export function planOf(erasure: WholeErasure): ErasurePlan {
  return {
    clause: erasure.clause,
    event: erasure.eventId,
    due: erasure.due.toISOString(),
    startsAt: erasure.startsAt.toISOString(),
    steps: erasure.steps.map(stepOf),
    retained: erasure.retained.map(retainedOf),
    uncovered: erasure.uncovered,
    errors: [],
  };
}
