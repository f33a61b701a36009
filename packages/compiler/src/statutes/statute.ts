import type { Content } from '../check.ts';
import { sentenceOf } from '../sentence.ts';

/** Something a statute asks a notice to say, as a question that a lawyer can answer. A hint, never advice. */
export interface Statute {
  /** Stable: `G01`. */
  readonly code: string;
  /** Article or section, as it is quoted. */
  readonly source: string;
  /** Whether the statute demands it in the notice, or readers have come to expect it. */
  readonly weight: 'demanded' | 'expected';
  /** Neutral, without a clause's words. */
  readonly question: string;
  /** A clause to fill in. */
  readonly stub: string;
  /** Whether the policy seems to say it already: by its rules where it can, else by its words. */
  readonly isAnswered: (policy: Content) => boolean;
}

/** Whether some sentence of the policy has these words. */
export function says(words: RegExp): (policy: Content) => boolean {
  return (policy) => policy.clauses.some((clause) => words.test(sentenceOf(clause)));
}

/** A stub of a clause that waits for its sentence and rule. */
export function stub(id: string, about: string): string {
  return `- id: ${id}\n  text: … # ${about}\n  todo: …`;
}
