import { statusOf } from '@troth/erasure';
import type { ErasureStatus, StepRecord } from '@troth/erasure';
import type { RetainedRow, WholeErasure } from './erasures.repository.ts';

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

export interface Shown {
  readonly subject: string;
  readonly records: readonly StepRecord[];
  readonly now: Date;
}

export function viewOf(erasure: WholeErasure, shown: Shown): ErasureView {
  const stores = new Set([...erasure.steps, ...erasure.retained].map((row) => row.store));
  return {
    id: erasure.id,
    clause: erasure.clause,
    subject: shown.subject,
    due: erasure.due.toISOString(),
    startsAt: erasure.startsAt.toISOString(),
    // Done is what has its receipt; a moment before it the last step is still being written down.
    status: finished(erasure, statusOf(shown.records, shown.now)),
    stores: [...stores].toSorted().map((store) => storeView(store, erasure, shown)),
    ...(erasure.uncovered.length === 0 ? {} : { uncovered: erasure.uncovered }),
    ...(erasure.errors.length === 0 ? {} : { errors: erasure.errors }),
  };
}

function finished(erasure: WholeErasure, status: ErasureStatus): ErasureStatus {
  return status === 'done' && erasure.doneAt === null ? 'running' : status;
}

function storeView(store: string, erasure: WholeErasure, { records, now }: Shown): StoreView {
  const steps = erasure.steps.filter((step) => step.store === store);
  const own = records.filter((record) => record.store === store);
  const cause = steps.find((step) => step.cause !== null)?.cause ?? undefined;
  return {
    store,
    status: statusOf(own, now),
    erased: steps.reduce((sum, step) => sum + step.erased, 0),
    retained: erasure.retained.filter((row) => row.store === store).map(retainedView),
    ...(cause === undefined ? {} : { cause }),
  };
}

function retainedView({ target, data, obligation, basis, until }: RetainedRow) {
  return { target, data, obligation, basis, until: until.toISOString() };
}
