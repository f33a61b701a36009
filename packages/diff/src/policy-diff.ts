/** What a change does to the promise. `mixed`: both, or there is no order to tell by; treated as loosening. */
export type Direction = 'tightens' | 'loosens' | 'mixed' | 'editorial';

export interface PolicyDiff {
  /** Some change loosens, or may. */
  readonly material: boolean;
  /** In page order of the newer policy; removed clauses, then settings and vocabulary last. */
  readonly changes: readonly Change[];
}

export interface Change {
  /** Clause id; `policy` for a setting, `vocabulary` for a word. */
  readonly clause: string;
  /** What of it: `erase.within`, `clause added`, `text`. */
  readonly kind: string;
  readonly direction: Direction;
  /** As a person would write it; `null`: was not there. */
  readonly before: string | null;
  readonly after: string | null;
  /** One sentence. */
  readonly summary: string;
  /** What the change demands before it may take effect. */
  readonly requires: readonly string[];
}

/** One value that differs, before it is known where it stands. */
export interface Difference {
  readonly kind: string;
  readonly direction: Direction;
  readonly before: string | null;
  readonly after: string | null;
}
