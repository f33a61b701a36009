import type { PolicyDiff } from '@troth/diff';
import type { Finding } from '@troth/scanner';

/** What a change does to the promises, and where code must follow. */
export interface DiffWithCode extends PolicyDiff {
  /** Places that keep the older policy and break the newer one; absent where nobody looked. */
  readonly places?: readonly Finding[];
}

/** A semantic diff as JSON shows it; the form is a contract with programs outside. */
export function diffJson({ places, consequences, ...diff }: DiffWithCode): unknown {
  if (consequences === undefined) return diff;
  const found = places?.map(({ rule, at, message, clause }) => ({
    clause,
    rule,
    path: at.file,
    line: at.line,
    column: at.column,
    message,
  }));
  return { ...diff, consequences: { ...consequences, ...(found && { places: found }) } };
}
