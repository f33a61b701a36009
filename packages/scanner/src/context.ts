import type { CompiledPolicy, DataMap } from '@troth/compiler';
import type { Fact, FactKind, ModelFact } from '@troth/facts';

import type { Catalogue } from './catalogue.ts';
import type { Words } from './words/category-of.ts';
import { lexiconOf } from './words/lexicon.ts';
import { normalName } from './words/normal-name.ts';

/** Everything a rule may look at beside its own fact. */
export interface ScanContext {
  readonly policy: CompiledPolicy;
  readonly facts: readonly Fact[];
  /** The facts of one kind, in their order; sorted out once, however many rules ask. */
  readonly factsOf: <K extends FactKind>(kind: K) => readonly Extract<Fact, { readonly kind: K }>[];
  readonly models: readonly ModelFact[];
  readonly words: Words;
  readonly catalogue: Catalogue;
  readonly dataMap?: DataMap;
  /** Code of the program stands elsewhere, unread. */
  readonly isPartial?: boolean;
}

/** What is needed to make a context; the rest follows. */
export interface ContextInput {
  readonly policy: CompiledPolicy;
  readonly facts: readonly Fact[];
  readonly catalogue: Catalogue;
  readonly dataMap?: DataMap;
  /** Code of the program stands elsewhere, unread. */
  readonly isPartial?: boolean;
}

export function contextOf({
  policy,
  facts,
  catalogue,
  dataMap,
  isPartial = false,
}: ContextInput): ScanContext {
  const factsOf = byKind(facts);
  const models = factsOf('model');
  return {
    policy,
    facts,
    factsOf,
    models,
    words: {
      lexicon: lexiconOf(policy.vocabulary, catalogue),
      models: new Map(models.map((model) => [normalName(model.model), model])),
    },
    catalogue,
    isPartial,
    ...(dataMap === undefined ? {} : { dataMap }),
  };
}

function byKind(facts: readonly Fact[]): ScanContext['factsOf'] {
  const sorted = Map.groupBy(facts, ({ kind }) => kind);
  return (kind) => (sorted.get(kind) ?? []).filter((fact) => isOf(fact, kind));
}

function isOf<K extends FactKind>(
  fact: Fact,
  kind: K,
): fact is Extract<Fact, { readonly kind: K }> {
  return fact.kind === kind;
}
