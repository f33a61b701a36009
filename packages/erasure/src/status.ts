import type { ErasurePlan } from './plan.ts';

/** How far one step is, as the service stores it. */
export type StepState =
  | { readonly kind: 'planned' }
  /** Ids of the holds that stop it. */
  | { readonly kind: 'held'; readonly holds: readonly string[] }
  /** Somebody works on it; after `leaseUntil` (ISO 8601) nobody does any more, and it is to be taken again. */
  | { readonly kind: 'running'; readonly leaseUntil: string }
  | { readonly kind: 'retrying'; readonly attempts: number; readonly cause: string }
  /** An independent look found nothing. `erased` counts rows, objects or requests over all attempts. */
  | { readonly kind: 'verified'; readonly erased: number; readonly connector: string }
  /** Kept for a law. */
  | { readonly kind: 'retained' }
  /** Only a person can go on: refused, unreachable for too long, not covered, or no plan. */
  | { readonly kind: 'blocked'; readonly cause: string };

/** A line of an erasure: a step of its plan, or a place that no step erases. */
export interface StepRecord {
  /** The step's place in the plan; absent for what is retained or not covered. */
  readonly order?: number;
  readonly store: string;
  readonly state: StepState;
}

export type ErasureStatus = 'scheduled' | 'held' | 'running' | 'retrying' | 'done' | 'blocked';

/** The lines of a new erasure. What the plan does not reach is blocked from the start, never left out. */
export function recordsOf(plan: ErasurePlan): StepRecord[] {
  return [
    ...plan.steps.map(({ order, store }) => ({
      order,
      store,
      state: { kind: 'planned' as const },
    })),
    ...plan.retained.map(({ store }) => ({ store, state: { kind: 'retained' as const } })),
    ...plan.uncovered.map((cause) => ({ store: '', state: { kind: 'blocked' as const, cause } })),
    ...plan.errors.map(({ store, message }) => ({
      store,
      state: { kind: 'blocked' as const, cause: message },
    })),
  ];
}

/**
 * The status of an erasure, derived from all of its lines and from nothing else. What needs a person
 * is shown before what goes on by itself. An erasure without lines is blocked: lost, not done.
 */
export function statusOf(records: readonly StepRecord[], now: Date): ErasureStatus {
  const phases = records.map(({ state }) => phaseOf(state, now));
  if (phases.length === 0) return 'blocked';
  const first = (['blocked', 'held', 'running', 'retrying'] as const).find((phase) =>
    phases.includes(phase),
  );
  if (first !== undefined) return first;
  if (!phases.includes('planned')) return 'done';
  // Part of the work is done and the rest waits, for example for log entries to leave.
  return phases.includes('verified') ? 'running' : 'scheduled';
}

function phaseOf(state: StepState, now: Date): StepState['kind'] {
  if (state.kind !== 'running') return state.kind;
  return new Date(state.leaseUntil).getTime() > now.getTime() ? 'running' : 'retrying';
}
