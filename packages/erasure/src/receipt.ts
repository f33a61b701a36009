import type { ErasureEvent } from './event.ts';
import type { ErasurePlan, ErasureStep, Retained } from './plan.ts';
import type { ErasureStatus, StepRecord } from './status.ts';
import { statusOf } from './status.ts';

/**
 * What is told of an erasure for good: plain JSON, to be signed. It names the subject by pseudonym
 * only, and holds no id, key, prefix or message of a store.
 */
export interface Receipt {
  readonly type: 'troth/erasure-receipt/1';
  readonly erasure: string;
  readonly subject: string;
  readonly event: { readonly type: string; readonly at: string };
  readonly clauses: readonly string[];
  /** SHA-256, hex, of the compiled policy that the plan was made by. */
  readonly policy: string;
  readonly due: string;
  readonly issuedAt: string;
  readonly status: ErasureStatus;
  readonly stores: readonly ReceiptStore[];
  readonly retained: readonly Retained[];
  /** Places that the plan does not reach. */
  readonly uncovered: readonly string[];
}

export interface ReceiptStore {
  readonly store: string;
  /** Kinds of connectors that did the work, for example `postgres`. */
  readonly connectors: readonly string[];
  readonly status: ErasureStatus;
  readonly data: readonly string[];
  /** Rows, objects or requests. */
  readonly erased: number;
  /** `absent`: an independent look found nothing after every step; `unverified`: not yet for all. */
  readonly probe: 'absent' | 'unverified';
}

export interface ReceiptParts {
  /** Id of the erasure. */
  readonly erasure: string;
  readonly event: Pick<ErasureEvent, 'type' | 'at'>;
  readonly plan: ErasurePlan;
  /** The subject's pseudonym: a keyed hash, made by the caller. */
  readonly pseudonym: string;
  readonly policyHash: string;
}

/** The receipt of an erasure as it stands; `issuedAt` is `now`. A caller signs it once `status` is `done`. */
export function receiptOf(parts: ReceiptParts, records: readonly StepRecord[], now: Date): Receipt {
  const { plan } = parts;
  return {
    type: 'troth/erasure-receipt/1',
    erasure: parts.erasure,
    subject: parts.pseudonym,
    event: { type: parts.event.type, at: new Date(parts.event.at).toISOString() },
    clauses: [plan.clause],
    policy: parts.policyHash,
    due: plan.due,
    issuedAt: now.toISOString(),
    status: statusOf(records, now),
    stores: storesOf(plan.steps, records, now),
    retained: plan.retained,
    uncovered: plan.uncovered,
  };
}

function storesOf(
  steps: readonly ErasureStep[],
  records: readonly StepRecord[],
  now: Date,
): ReceiptStore[] {
  const ids = [...new Set(steps.map(({ store }) => store))].toSorted();
  return ids.map((store) => {
    const own = records.filter((record) => record.store === store && record.order !== undefined);
    const verified = own.map(({ state }) => state).filter((state) => state.kind === 'verified');
    const data = steps.filter((step) => step.store === store).flatMap((step) => step.data);
    const wanted = steps.filter((step) => step.store === store).length;
    return {
      store,
      connectors: [...new Set(verified.map(({ connector }) => connector))].toSorted(),
      status: statusOf(own, now),
      data: [...new Set(data)].toSorted(),
      erased: verified.reduce((sum, { erased }) => sum + erased, 0),
      probe: verified.length === wanted ? 'absent' : 'unverified',
    };
  });
}
