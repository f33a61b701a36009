import type { Span } from '@troth/diagnostics';

/** A place in code, schema or infrastructure that breaks a rule of the policy. */
export interface Finding {
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly at: Span;
  readonly message: string;
  readonly clause: string;
  /** Stable under moved lines: rule, path, subject and a count of equals before it. */
  readonly fingerprint: string;
  readonly status: 'new' | 'existing' | 'waived';
}

/** What the scanner cannot tell, or information: shown, counted, never failing. */
export interface Note {
  readonly rule: string;
  readonly at: Span;
  readonly message: string;
}
