import type { CheckResult } from '../check-policy.ts';
import { flatDiagnostic } from './diagnostics.ts';

/** A check as JSON shows it; the form is a contract with programs outside. */
export function checkJson({ ok, diagnostics }: CheckResult): unknown {
  return { ok, diagnostics: diagnostics.map(flatDiagnostic) };
}
