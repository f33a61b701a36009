import type { Difference } from '@troth/orders';

export interface PolicyDiff {
  /** Some change loosens, or may. */
  readonly material: boolean;
  /** In page order of the newer policy; removed clauses, then settings and vocabulary last. */
  readonly changes: readonly Change[];
  /** What follows from merging; absent where no promise changes. */
  readonly consequences?: Consequences;
}

export interface Consequences {
  /** What the policy in force promises before a loosening takes effect; absent where nothing loosens. */
  readonly notice?: Notice;
  /** Roles that must approve, sorted. */
  readonly approvals: readonly string[];
  /** What may not be done with data that is there already until people agree again. */
  readonly reconsent: readonly Reconsent[];
  /** Clauses that code or systems may break from now on; a scan under the new policy shows where. */
  readonly code: readonly string[];
}

export interface Notice {
  /** Whole days after publication. */
  readonly days: number;
  /**
   * The first day on which the newer policy may take effect, `YYYY-MM-DD`; absent while it does not say
   * when it is published, since its date is still the one in force.
   */
  readonly until?: string;
}

export interface Reconsent {
  readonly clause: string;
  /** Who is asked, in words. */
  readonly who: string;
}

export interface Change extends Difference {
  /** Clause id; `policy` for a setting, `vocabulary` for a word. */
  readonly clause: string;
  /** One sentence. */
  readonly summary: string;
  /** What the change demands before it may take effect. */
  readonly requires: readonly string[];
}
