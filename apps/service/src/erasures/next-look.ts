import { LOOK_AGAIN_MS, waitAfter } from './attempts.ts';
import type { WholeErasure } from './erasures.repository.ts';
import type { StepOutcome } from './step-runner.ts';
import { storedState } from './step-states.ts';
import { stepOf } from './stored-plan.ts';

export interface NextLook {
  readonly retryAt: Date | null;
  readonly blockedAt: Date | null;
}

const NEVER: NextLook = { retryAt: null, blockedAt: null };

/** Every step is done and nothing stands in the way of saying so. */
export function isComplete(erasure: WholeErasure): boolean {
  const flawless = erasure.errors.length === 0 && erasure.uncovered.length === 0;
  const allDone = erasure.steps.every((step) => storedState(step) === 'done');
  return erasure.doneAt === null && flawless && allDone;
}

/** When an erasure is looked at again, or that a person must look at it. */
export function nextLook(
  outcomes: readonly StepOutcome[],
  erasure: WholeErasure | null,
  now: Date,
): NextLook {
  if (erasure === null || erasure.doneAt !== null || isComplete(erasure)) return NEVER;
  const states = erasure.steps.map(storedState);
  if (states.includes('failed')) {
    const attempts = Math.max(...erasure.steps.map((step) => step.attempts));
    return { retryAt: new Date(now.getTime() + waitAfter(attempts)), blockedAt: null };
  }
  const lookAgain = { retryAt: new Date(now.getTime() + LOOK_AGAIN_MS), blockedAt: null };
  if (outcomes.includes('held')) return lookAgain;
  if (outcomes.includes('waiting')) return { retryAt: waitsUntil(erasure, now), blockedAt: null };
  const stuck = states.includes('blocked') || states.every((state) => state === 'done');
  return stuck ? { retryAt: null, blockedAt: now } : lookAgain;
}

/** The earliest instant at which entries that leave by themselves are gone, a minute at least. */
function waitsUntil(erasure: WholeErasure, now: Date): Date {
  const ends = erasure.steps
    .filter((step) => storedState(step) === 'planned')
    .map(stepOf)
    .flatMap((step) => (step.kind === 'expiry' ? [new Date(step.until).getTime()] : []));
  return new Date(Math.max(now.getTime() + LOOK_AGAIN_MS, Math.min(...ends)));
}
