import type { ErasureStep } from './plan.ts';

/** What a store answered. There is no outcome that means "unknown, therefore fine". */
export type StepResult =
  | { readonly kind: 'erased'; readonly count: number }
  /** Already gone: still a success, still receipted. */
  | { readonly kind: 'absent' }
  /** `erased`: what was gone before it failed; a retry does not count it again. */
  | {
      readonly kind: 'failed';
      readonly retryable: boolean;
      readonly cause: string;
      readonly erased?: number;
    };

/** What an independent look after the erasure found. */
export type Probe =
  | { readonly kind: 'absent' }
  | { readonly kind: 'present'; readonly count: number }
  | { readonly kind: 'unknown'; readonly cause: string };

/**
 * The port to one store. `erase` is idempotent: called again after a kill it finishes or answers
 * `absent`. `probe` reads back, including old versions where the store keeps them.
 */
export interface Connector {
  readonly store: string;
  /** Named in receipts, for example `postgres`, `folder`, `loopback stand-in`. */
  readonly kind: string;
  erase(step: ErasureStep, signal: AbortSignal): Promise<StepResult>;
  probe(step: ErasureStep, signal: AbortSignal): Promise<Probe>;
}
