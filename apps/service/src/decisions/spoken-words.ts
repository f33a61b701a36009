import type { CompiledPolicy } from '@troth/compiler';

const COUNTRY = /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/;

/** What a policy speaks of, as plain values: another thread takes them. */
export interface Spoken {
  readonly words: ReadonlySet<string>;
  readonly regions: ReadonlySet<string>;
}

export function spokenBy({ vocabulary, clauses }: CompiledPolicy): Spoken {
  const rules = clauses.flatMap((clause) => clause.rules);
  const conditions = rules.flatMap((rule) =>
    rule.verb === 'use' || rule.verb === 'limit' ? [rule.conditions] : [],
  );
  const named = [...vocabulary.categories, ...vocabulary.purposes, ...vocabulary.recipients];
  return {
    regions: new Set(vocabulary.regions.map(({ id }) => id)),
    words: new Set([
      ...named.map(({ id }) => id),
      ...conditions.flatMap(({ kinds = [], products = [] }) => [...kinds, ...products]),
      ...rules.flatMap((rule) => (rule.verb === 'disclose' ? rule.bases : [])),
      'data-subject',
      'automatic',
    ]),
  };
}

/** The words that a policy speaks: what it does not, a request may have from anywhere. */
export class SpokenWords {
  readonly spoken: Spoken;

  constructor(spoken: Spoken) {
    this.spoken = spoken;
  }

  has(word: string): boolean {
    return this.spoken.words.has(word);
  }

  isRegion(region: string): boolean {
    return this.spoken.regions.has(region) || COUNTRY.test(region);
  }
}

/** Of no policy. */
export const NOTHING_SPOKEN: SpokenWords = new SpokenWords({
  words: new Set(),
  regions: new Set(),
});
