import type { Segment } from '../compiled-policy.ts';

/**
 * What one language says of one legal version: only what was written of sentences as they stand
 * there. A stale entry is left out, so a reader gets the source sentence and never an old promise.
 * The policy's own language binds; a translation is no part of its hash.
 */
export interface Translation {
  /** BCP 47, the name of the file: `de`. */
  readonly language: string;
  /** Hash of the legal version whose values stand in `clauses`. */
  readonly policy: string;
  /** Told to the reader in that language: what this text is, and which text binds. */
  readonly note: string;
  readonly sections: readonly { readonly id: string; readonly title: string }[];
  readonly clauses: readonly TranslatedClause[];
  /** Names of the vocabulary and words in lists, as the policy says them and as this language does. */
  readonly words: readonly TranslatedWord[];
}

export interface TranslatedClause {
  readonly id: string;
  readonly lead?: readonly Segment[];
  readonly text: readonly Segment[];
  readonly summary?: readonly Segment[];
}

export interface TranslatedWord {
  readonly word: string;
  readonly as: string;
}
