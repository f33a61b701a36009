import type { CompiledPolicy, DataMap } from '@troth/compiler';
import type { Fact, ModelFact } from '@troth/facts';

import type { Catalogue } from './catalogue.ts';
import type { Words } from './words/category-of.ts';
import { lexiconOf } from './words/lexicon.ts';
import { normalName } from './words/normal-name.ts';

/** Everything a rule may look at beside its own fact. */
export interface ScanContext {
  readonly policy: CompiledPolicy;
  readonly facts: readonly Fact[];
  readonly models: readonly ModelFact[];
  readonly words: Words;
  readonly catalogue: Catalogue;
  readonly dataMap?: DataMap;
}

/** What is needed to make a context; the rest follows. */
export interface ContextInput {
  readonly policy: CompiledPolicy;
  readonly facts: readonly Fact[];
  readonly catalogue: Catalogue;
  readonly dataMap?: DataMap;
}

export function contextOf({ policy, facts, catalogue, dataMap }: ContextInput): ScanContext {
  const models = facts.filter((fact) => fact.kind === 'model');
  return {
    policy,
    facts,
    models,
    words: {
      lexicon: lexiconOf(policy.vocabulary, catalogue),
      models: new Map(models.map((model) => [normalName(model.model), model])),
    },
    catalogue,
    ...(dataMap === undefined ? {} : { dataMap }),
  };
}
