import type { Diagnostic } from '@troth/diagnostics';

/** A file of text, already decoded. */
export interface SourceFile {
  /** `/` between folders on every system; what it is relative to is said by the reader that made it. */
  readonly path: string;
  readonly text: string;
}

/** What was read and what could not be. A problem never hides the files beside it. */
export interface Reading {
  /** Sorted by path. */
  readonly files: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Either what was asked for, or the one reason why there is none. */
export type Outcome<T> =
  | { readonly kind: 'found'; readonly value: T }
  /** `reason` is one line for a person, without a full stop. */
  | { readonly kind: 'refused'; readonly reason: string };

/** The order of every list of paths here: by UTF-16 code unit, the same under every locale. */
export function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  if (a.path === b.path) return 0;
  return a.path < b.path ? -1 : 1;
}
