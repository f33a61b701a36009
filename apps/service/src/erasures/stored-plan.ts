import type { ErasureEvent, ErasurePlan, ErasureStep, Retained } from '@troth/erasure';
import type { RetainedRow, StepRow, WholeErasure } from './erasures.repository.ts';

/** The event as it was planned from, or nothing once its ids are gone. */
export function sourceOf({ source }: WholeErasure): ErasureEvent | undefined {
  return isEvent(source) ? source : undefined;
}

/** The planned step of a row, while it is not done. */
export function stepOf({ plan }: StepRow): ErasureStep {
  if (!isStep(plan)) throw new Error('a step that is not done has no plan');
  return plan;
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

/** The planner writes these columns from the engine's own values and nothing else does. */
function isEvent(value: unknown): value is ErasureEvent {
  return typeof value === 'object' && value !== null && 'subject' in value && 'type' in value;
}

function isStep(value: unknown): value is ErasureStep {
  return typeof value === 'object' && value !== null && 'kind' in value && 'order' in value;
}
