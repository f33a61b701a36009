import type { RetainedRow, WholeErasure } from './erasures.repository.ts';

/** What a receipt says. Pseudonyms only, so that it may outlive the data. */
export interface Receipt {
  readonly format: 'troth/erasure-receipt/1';
  readonly erasure: string;
  readonly event: string;
  readonly clause: string;
  readonly policyVersion: string;
  readonly subject: string;
  readonly startedAt: string;
  readonly due: string;
  readonly completedAt: string;
  readonly stores: readonly StoreReceipt[];
  readonly retained: readonly RetainedReceipt[];
}

interface StoreReceipt {
  readonly store: string;
  /** Kind of connector; a stand-in is named as one. */
  readonly connector: string;
  readonly outcome: 'erased' | 'absent';
  readonly erased: number;
  readonly data: readonly string[];
}

interface RetainedReceipt {
  readonly store: string;
  readonly target: string;
  readonly data: readonly string[];
  readonly obligation: string;
  readonly basis: string;
  readonly until: string;
}

/** One entry a store, in the order of the data map's steps; built from saved steps alone. */
export function receiptOf(erasure: WholeErasure, completedAt: Date): Receipt {
  const stores = [...new Set(erasure.steps.map((step) => step.store))];
  return {
    format: 'troth/erasure-receipt/1',
    erasure: erasure.id,
    event: erasure.eventId,
    clause: erasure.clause,
    policyVersion: erasure.policyVersion,
    subject: erasure.subjectRef,
    startedAt: erasure.startedAt.toISOString(),
    due: erasure.due.toISOString(),
    completedAt: completedAt.toISOString(),
    stores: stores.map((store) => storeReceipt(store, erasure)),
    retained: erasure.retained.map(retainedReceipt),
  };
}

function storeReceipt(store: string, erasure: WholeErasure): StoreReceipt {
  const steps = erasure.steps.filter((step) => step.store === store);
  const erased = steps.reduce((sum, step) => sum + step.erased, 0);
  return {
    store,
    connector: steps.find((step) => step.connector !== null)?.connector ?? 'none',
    outcome: erased > 0 ? 'erased' : 'absent',
    erased,
    data: [...new Set(steps.flatMap((step) => step.data))].toSorted(),
  };
}

export function retainedReceipt(row: RetainedRow): RetainedReceipt {
  const { store, target, data, obligation, basis } = row;
  return { store, target, data, obligation, basis, until: row.until.toISOString() };
}
