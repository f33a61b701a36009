import type { CompiledPolicy, Translation } from '@troth/compiler';
import type { ClauseChange } from './changed-clauses.ts';
import type { ClauseStatus } from './clause-status.ts';

export interface PageOptions {
  /** The language the policy is written in, one of `languages`; English where absent. */
  readonly language?: string;
  /** Of this very version. Each gives a page of its own, and every page a way to the others. */
  readonly translations?: readonly Translation[];
  /** Versions published before this one: each gives a page of what changed since, and a link to it. */
  readonly earlier?: readonly EarlierVersion[];
  /** Shown only where the policy's own `page.status` is public. */
  readonly status?: {
    readonly clauses: readonly ClauseStatus[];
    /** The instant at which the proofs must still hold. */
    readonly now: Date;
  };
  /** Where the page set is served, such as `/privacy/`; absent: links are relative. Ends in `/`. */
  readonly base?: string;
}

export interface EarlierVersion {
  readonly policy: CompiledPolicy;
  /** What the semantic diff finds between it and the version of the page. */
  readonly changes: readonly ClauseChange[];
}
