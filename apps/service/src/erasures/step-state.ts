/** Where a step stands. Nothing means "unknown, therefore fine". */
export type StepState = 'planned' | 'started' | 'done' | 'failed' | 'blocked';

export type ErasureStatus = 'scheduled' | 'held' | 'running' | 'retrying' | 'done' | 'blocked';

const STATES: readonly string[] = [
  'planned',
  'started',
  'done',
  'failed',
  'blocked',
] satisfies readonly StepState[];

export function isStepState(text: string): text is StepState {
  return STATES.includes(text);
}

/** What is known of an erasure besides its steps. */
export interface Circumstances {
  readonly done: boolean;
  readonly held: boolean;
  readonly leased: boolean;
  /** It cannot become done as it was planned. */
  readonly flawed: boolean;
}

/** Derived from the steps each time it is asked for; there is no status to write by hand. */
export function statusOf(states: readonly StepState[], about: Circumstances): ErasureStatus {
  if (about.done) return 'done';
  if (about.held) return 'held';
  if (about.leased) return 'running';
  if (states.includes('blocked')) return 'blocked';
  if (about.flawed && states.every((state) => state === 'done')) return 'blocked';
  // `started` without a lease: its process was killed, and the next run goes on.
  if (states.includes('failed') || states.includes('started')) return 'retrying';
  return 'scheduled';
}

/** One store's part. */
export function storeStatus(states: readonly StepState[], whole: ErasureStatus): ErasureStatus {
  if (whole === 'done' || (states.length > 0 && states.every((state) => state === 'done'))) {
    return 'done';
  }
  if (states.includes('blocked')) return 'blocked';
  if (states.includes('failed')) return 'retrying';
  if (whole === 'held') return 'held';
  if (states.includes('started')) return whole === 'running' ? 'running' : 'retrying';
  return 'scheduled';
}
