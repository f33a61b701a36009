import type { CompiledPolicy } from '@troth/compiler';

const COUNTRY = /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/;

/** The words that a policy speaks: what it does not, a request may have from anywhere. */
export class SpokenWords {
  readonly #words: ReadonlySet<string>;
  readonly #regions: ReadonlySet<string>;

  constructor({ vocabulary, clauses }: CompiledPolicy) {
    const rules = clauses.flatMap((clause) => clause.rules);
    const conditions = rules.flatMap((rule) =>
      rule.verb === 'use' || rule.verb === 'limit' ? [rule.conditions] : [],
    );
    this.#regions = new Set(vocabulary.regions.map(({ id }) => id));
    this.#words = new Set([
      ...[...vocabulary.categories, ...vocabulary.purposes, ...vocabulary.recipients].map(
        ({ id }) => id,
      ),
      ...conditions.flatMap(({ kinds = [], products = [] }) => [...kinds, ...products]),
      ...rules.flatMap((rule) => (rule.verb === 'disclose' ? rule.bases : [])),
      'data-subject',
      'automatic',
    ]);
  }

  has(word: string): boolean {
    return this.#words.has(word);
  }

  isRegion(region: string): boolean {
    return this.#regions.has(region) || COUNTRY.test(region);
  }
}
