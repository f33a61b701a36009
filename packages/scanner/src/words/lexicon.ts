import type { Vocabulary } from '@troth/compiler';

import type { Catalogue } from '../catalogue.ts';
import { normalName } from './normal-name.ts';

/** What a name in code is: a category of the policy, personal data that the policy does not know, or neither. */
export type Meaning =
  | { readonly kind: 'category'; readonly categories: readonly string[] }
  | { readonly kind: 'undeclared'; readonly name: string }
  | { readonly kind: 'nothing' };

/** Names and what they mean, made once for a scan: every value that is sent is looked up in it. */
export interface Lexicon {
  readonly meaningOf: (name: string) => Meaning;
  readonly persons: ReadonlySet<string>;
  readonly records: ReadonlySet<string>;
  readonly systems: ReadonlySet<string>;
  readonly ambiguous: ReadonlySet<string>;
}

export const nothing: Meaning = { kind: 'nothing' };

/** The policy's own names first; a general name counts as the category that has its term. */
export function lexiconOf(vocabulary: Vocabulary, catalogue: Catalogue): Lexicon {
  const exact = new Map<string, string[]>();
  const endings: { readonly start: string; readonly id: string }[] = [];
  for (const { id, inCode } of vocabulary.categories) {
    for (const name of inCode) {
      if (name.endsWith('*')) endings.push({ start: normalName(name), id });
      else exact.set(normalName(name), [...(exact.get(normalName(name)) ?? []), id]);
    }
  }
  const general = generalNames(vocabulary, catalogue);
  return {
    meaningOf: (name) => {
      const key = normalName(name);
      const open = endings.filter(({ start }) => key.startsWith(start)).map(({ id }) => id);
      const categories = [...(exact.get(key) ?? []), ...open];
      return categories.length > 0
        ? { kind: 'category', categories: [...new Set(categories)] }
        : (general.get(key) ?? nothing);
    },
    persons: normalised(catalogue.persons),
    records: normalised(catalogue.records),
    systems: normalised(catalogue.systems),
    ambiguous: normalised(catalogue.ambiguous),
  };
}

function generalNames(vocabulary: Vocabulary, { names }: Catalogue): ReadonlyMap<string, Meaning> {
  const general = new Map<string, Meaning>();
  for (const { dpv, name, inCode } of names) {
    const covered = vocabulary.categories.filter((one) => one.dpv === dpv).map(({ id }) => id);
    const meaning: Meaning =
      covered.length > 0 ? { kind: 'category', categories: covered } : { kind: 'undeclared', name };
    for (const one of inCode) {
      if (!general.has(normalName(one))) general.set(normalName(one), meaning);
    }
  }
  return general;
}

function normalised(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map(normalName));
}
