import type { Problem } from '../extraction.ts';
import type { Fact } from '../facts.ts';

/** Files that a tool joins before it acts on them. */
export interface Together {
  readonly kind: 'cloudformation' | 'compose' | 'kustomize';
  /** What the file names, whether or not it is there; spelled as paths of files are. */
  readonly paths: readonly string[];
}

/** The text of a file by its path; nothing for one that is not part of what is scanned. */
export type TextOf = (path: string) => string | undefined;

/** What some files say together. */
export interface JoinedFiles {
  readonly facts: readonly Fact[];
  readonly problems: readonly Problem[];
  readonly unread: readonly Problem[];
  /** Files whose facts these replace. */
  readonly read: ReadonlySet<string>;
}
