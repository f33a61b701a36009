/** Attempts in a row before a person must look at a step. */
const MAX_ATTEMPTS = 5;
const FIRST_WAIT_MS = 60_000;
const GROWTH = 4;
/** How soon an erasure that is held, or waits for another step, is looked at again. */
export const LOOK_AGAIN_MS = 60_000;

export function isAttemptedEnough(attempts: number): boolean {
  return attempts >= MAX_ATTEMPTS;
}

/** Milliseconds to wait after this many failures: 1, 4, 16, 64 minutes. */
export function waitAfter(attempts: number): number {
  return FIRST_WAIT_MS * GROWTH ** Math.max(attempts - 1, 0);
}
