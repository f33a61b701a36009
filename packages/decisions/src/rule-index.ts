import type {
  CollectRule,
  CompiledPolicy,
  ContractRule,
  DiscloseRule,
  EncryptRule,
  EraseRule,
  GrantRule,
  LimitRule,
  NeverRule,
  RestrictRule,
  Rule,
  ShareRule,
  UseRule,
} from '@troth/compiler';
import type { Tables } from './tables.ts';

/** A rule and the number of the clause that states it. */
export interface Stated<R> {
  readonly clause: number;
  readonly rule: R;
}

export type ShareEntry = ShareRule['recipients'][number];

/** All rules that a decision can turn on, found by category without looking at the others. */
export interface RuleIndex {
  readonly collect: ByCategory<CollectRule>;
  /** Those of them that state purposes themselves, and so permit a use. */
  readonly purposefulCollect: ByCategory<CollectRule>;
  readonly use: ByCategory<UseRule>;
  readonly limit: ByCategory<LimitRule>;
  readonly never: ByCategory<NeverRule>;
  readonly share: ByCategory<ShareEntry>;
  readonly disclose: ByCategory<DiscloseRule>;
  /** Those that deny when a contract is missing; the others only raise an alarm, elsewhere. */
  readonly contracts: readonly Stated<ContractRule>[];
  readonly grants: readonly Stated<GrantRule>[];
  readonly restrict: readonly Stated<RestrictRule>[];
  readonly encrypt: readonly Stated<EncryptRule>[];
  readonly erase: ByCategory<EraseRule>;
  /** Clauses that state a law's demand to keep something beyond an erasure. */
  readonly keeping: readonly number[];
}

export function indexRules(policy: CompiledPolicy, tables: Tables): RuleIndex {
  const stated: Stated<Rule>[] = policy.clauses.flatMap(({ rules }, clause) =>
    rules.map((rule) => ({ clause, rule })),
  );
  const collects = ofVerb(stated, 'collect');
  const shares = ofVerb(stated, 'share').flatMap(({ clause, rule }) =>
    rule.recipients.map((entry) => ({ clause, rule: entry })),
  );
  return {
    collect: new ByCategory(collects, tables),
    purposefulCollect: new ByCategory(
      collects.filter(({ rule }) => rule.purposes.length > 0),
      tables,
    ),
    use: new ByCategory(ofVerb(stated, 'use'), tables),
    limit: new ByCategory(ofVerb(stated, 'limit'), tables),
    never: new ByCategory(ofVerb(stated, 'never'), tables),
    share: new ByCategory(shares, tables),
    disclose: new ByCategory(ofVerb(stated, 'disclose'), tables),
    contracts: ofVerb(stated, 'contract').filter(({ rule }) => rule.missing === 'deny'),
    grants: ofVerb(stated, 'grant'),
    restrict: ofVerb(stated, 'restrict'),
    encrypt: ofVerb(stated, 'encrypt'),
    erase: new ByCategory(ofVerb(stated, 'erase'), tables),
    keeping: ofVerb(stated, 'retain')
      .filter(({ rule }) => rule.obligations.length > 0)
      .map(({ clause }) => clause),
  };
}

function ofVerb<V extends Rule['verb']>(
  stated: readonly Stated<Rule>[],
  verb: V,
): readonly Stated<Extract<Rule, { verb: V }>>[] {
  const isOfVerb = (item: Stated<Rule>): item is Stated<Extract<Rule, { verb: V }>> =>
    item.rule.verb === verb;
  return stated.filter(isOfVerb);
}

/** Rules by the categories they name. Answers are in page order, each rule once. */
export class ByCategory<R extends { readonly data: readonly string[] }> {
  readonly all: readonly Stated<R>[];
  readonly #tables: Tables;
  readonly #places = new Map<number, number[]>();

  constructor(all: readonly Stated<R>[], tables: Tables) {
    this.all = all;
    this.#tables = tables;
    all.forEach(({ rule }, place) => {
      for (const id of rule.data) this.#add(tables.categories.get(id), place);
    });
  }

  /** Rules on the category or on one above it. */
  covering(category: number): readonly Stated<R>[] {
    return this.#at(this.#tables.above[category] ?? []);
  }

  /** Rules on the category, above it or below it: asking for a parent asks for its children too. */
  touching(category: number): readonly Stated<R>[] {
    const { above, below } = this.#tables;
    return this.#at([...(above[category] ?? []), ...(below[category] ?? [])]);
  }

  #add(category: number | undefined, place: number): void {
    if (category === undefined) return;
    const places = this.#places.get(category);
    if (places === undefined) this.#places.set(category, [place]);
    else places.push(place);
  }

  #at(categories: readonly number[]): readonly Stated<R>[] {
    const places = new Set(categories.flatMap((category) => this.#places.get(category) ?? []));
    return [...places]
      .toSorted((a, b) => a - b)
      .flatMap((place) => {
        const stated = this.all[place];
        return stated === undefined ? [] : [stated];
      });
  }
}
