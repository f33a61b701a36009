import type { DataSentFact, SentValue } from '@troth/facts';

import type { ScanContext } from './context.ts';
import { meaningOfPath } from './words/category-of.ts';
import type { Meaning } from './words/lexicon.ts';

/** A value that says something about a person. */
export interface PersonalValue {
  /** As the code writes it, `user.email`. */
  readonly written: string;
  readonly meaning: Exclude<Meaning, { readonly kind: 'nothing' }>;
}

/** The values of a call that are personal data, in the order written. */
export function personalValues(
  fact: DataSentFact,
  { words }: ScanContext,
): readonly PersonalValue[] {
  return fact.values.flatMap((value) => {
    const meaning = meaningOfPath(value.path, value.type, words);
    return meaning.kind === 'nothing' ? [] : [{ written: writtenOf(value), meaning }];
  });
}

/** `user.email` and `user.name`, in backticks, at most three and a count. */
export function listed(values: readonly PersonalValue[]): string {
  const names = [...new Set(values.map(({ written }) => `\`${written}\``))];
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}

function writtenOf({ path }: SentValue): string {
  return path.join('.');
}
