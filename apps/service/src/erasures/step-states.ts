import type { StepRecord, StepState } from '@troth/erasure';
import type { StepRow, WholeErasure } from './erasures.repository.ts';

/** Where a stored step stands. `started` without a lease: its process was killed, the next run goes on. */
export const STORED_STATES = ['planned', 'started', 'done', 'failed', 'blocked'] as const;

export type StoredState = (typeof STORED_STATES)[number];

export function storedState(step: Pick<StepRow, 'state'>): StoredState {
  const state = STORED_STATES.find((known) => known === step.state);
  if (state === undefined) throw new Error(`a step in the unknown state \`${step.state}\``);
  return state;
}

/** What is known of an erasure besides its rows. */
export interface Seen {
  /** Ids of the holds in force that stop a step. */
  readonly holdsOn: (step: StepRow) => readonly string[];
  /** ISO 8601; until then a living process works on it. */
  readonly leaseUntil: string | undefined;
}

/** The lines that a status is derived from; there is no status to write by hand. */
export function recordsOf(erasure: WholeErasure, seen: Seen): readonly StepRecord[] {
  const flaw = (cause: string): StepRecord => ({ store: '', state: { kind: 'blocked', cause } });
  return [
    ...erasure.steps.map((step) => ({
      order: step.order,
      store: step.store,
      state: stateOf(step, seen),
    })),
    ...erasure.retained.map(({ store }) => ({ store, state: { kind: 'retained' as const } })),
    ...erasure.uncovered.map(flaw),
    ...erasure.errors.map(flaw),
  ];
}

function stateOf(step: StepRow, seen: Seen): StepState {
  const stored = storedState(step);
  if (stored === 'done') {
    return { kind: 'verified', erased: step.erased, connector: step.connector ?? 'unknown' };
  }
  const holds = seen.holdsOn(step);
  if (holds.length > 0) return { kind: 'held', holds };
  const { leaseUntil } = seen;
  const cause = step.cause ?? 'its process ended';
  switch (stored) {
    case 'planned':
      return { kind: 'planned' };
    case 'started':
      return leaseUntil === undefined
        ? { kind: 'retrying', attempts: step.attempts, cause }
        : { kind: 'running', leaseUntil };
    case 'failed':
      return { kind: 'retrying', attempts: step.attempts, cause };
    case 'blocked':
      return { kind: 'blocked', cause };
  }
}
