export type StatusKind = 'enforced' | 'evidenced' | 'informational' | 'gap';

/** What can honestly be said of one clause today. */
export interface ClauseStatus {
  readonly clause: string;
  readonly status: StatusKind;
  /** What the check covers, in a reader's words: `our own servers`, `deletion in every store`. */
  readonly scope: readonly string[];
  /** `YYYY-MM-DD` of the latest proof. */
  readonly checked?: string;
  /** `YYYY-MM-DD`: on a later day the proof counts no more. */
  readonly validUntil?: string;
}

/** The status to print at `now`: a proof that has run out is a gap, and so is one without an end. */
export function statusAt(
  status: ClauseStatus,
  now: Date,
): { readonly kind: StatusKind; readonly isOutOfDate: boolean } {
  switch (status.status) {
    case 'gap':
    case 'informational':
      return { kind: status.status, isOutOfDate: false };
    case 'enforced':
    case 'evidenced': {
      const today = now.toISOString().slice(0, 10);
      const isValid = status.validUntil !== undefined && today <= status.validUntil;
      return { kind: isValid ? status.status : 'gap', isOutOfDate: !isValid };
    }
  }
}
