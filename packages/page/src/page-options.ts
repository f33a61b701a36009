import type { ClauseStatus } from './clause-status.ts';

export interface PageOptions {
  /** One of `languages`; the source language where absent. */
  readonly language?: string;
  /** Shown only where the policy's own `page.status` is public. */
  readonly status?: {
    readonly clauses: readonly ClauseStatus[];
    /** The instant at which the proofs must still hold. */
    readonly now: Date;
  };
  /** Where the page set is served, such as `/privacy/`; absent: links are relative. Ends in `/`. */
  readonly base?: string;
}
