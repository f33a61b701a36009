import type { RetainedRow, StepRow, WholeErasure } from './erasures.repository.ts';
import { isStepState, statusOf, storeStatus } from './step-state.ts';
import type { ErasureStatus, StepState } from './step-state.ts';

export interface ErasureView {
  readonly id: string;
  readonly clause: string;
  /** As the caller named it, else the pseudonym. */
  readonly subject: string;
  readonly due: string;
  readonly startsAt: string;
  readonly status: ErasureStatus;
  readonly stores: readonly StoreView[];
  /** Sentences that name what no store of the data map reaches. */
  readonly uncovered?: readonly string[];
  /** Why nothing may be erased by this plan. */
  readonly errors?: readonly string[];
}

interface StoreView {
  readonly store: string;
  readonly status: ErasureStatus;
  readonly erased: number;
  readonly retained: readonly {
    readonly target: string;
    readonly data: readonly string[];
    readonly obligation: string;
    readonly basis: string;
    readonly until: string;
  }[];
  /** Why it is retried or blocked. */
  readonly cause?: string;
}

export interface Seen {
  readonly held: boolean;
  readonly leased: boolean;
}

export function viewOf(erasure: WholeErasure, subject: string, seen: Seen): ErasureView {
  const flawed = erasure.uncovered.length > 0 || erasure.errors.length > 0;
  const status = statusOf(erasure.steps.map(stateOf), {
    ...seen,
    flawed,
    done: erasure.doneAt !== null,
  });
  const stores = new Set([...erasure.steps, ...erasure.retained].map((row) => row.store));
  return {
    id: erasure.id,
    clause: erasure.clause,
    subject,
    due: erasure.due.toISOString(),
    startsAt: erasure.startsAt.toISOString(),
    status,
    stores: [...stores].map((store) => storeView(store, erasure, status)),
    ...(erasure.uncovered.length === 0 ? {} : { uncovered: erasure.uncovered }),
    ...(erasure.errors.length === 0 ? {} : { errors: erasure.errors }),
  };
}

function storeView(store: string, erasure: WholeErasure, whole: ErasureStatus): StoreView {
  const steps = erasure.steps.filter((step) => step.store === store);
  const cause = steps.find((step) => step.cause !== null)?.cause ?? undefined;
  return {
    store,
    status: storeStatus(steps.map(stateOf), whole),
    erased: steps.reduce((sum, step) => sum + step.erased, 0),
    retained: erasure.retained.filter((row) => row.store === store).map(retainedView),
    ...(cause === undefined ? {} : { cause }),
  };
}

function retainedView({ target, data, obligation, basis, until }: RetainedRow) {
  return { target, data, obligation, basis, until: until.toISOString() };
}

export function stateOf(step: StepRow): StepState {
  if (!isStepState(step.state)) throw new Error(`a step in the unknown state \`${step.state}\``);
  return step.state;
}
