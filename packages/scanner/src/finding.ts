import type { Span } from '@troth/diagnostics';
import type { Hop } from '@troth/facts';

import type { Mend } from './rule.ts';

/** A place in code, schema or infrastructure that breaks a rule of the policy. */
export interface Finding {
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly at: Span;
  readonly message: string;
  readonly clause: string;
  /** Stable under moved lines, reformatting and a renamed file. */
  readonly fingerprint: string;
  /** The way of the value: source, steps, and last the place it leaves the program; empty for what is no flow. */
  readonly flow: readonly Hop[];
  readonly status: 'new' | 'existing' | 'waived';
  /** What would mend it, where its rule knows. */
  readonly mend?: Mend;
}

/** What the scanner cannot tell, or information: shown, counted, never failing. */
export interface Note {
  readonly rule: string;
  readonly at: Span;
  readonly message: string;
}
