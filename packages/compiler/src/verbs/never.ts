import type { JsonSchema } from '@troth/language';
import { byCover, differ, incomparable, listed, moreIsTighter } from '@troth/orders';
import { categoryMutations } from '../mutations/categories.ts';
import { within } from '../mutations/mutation.ts';
import type { Requirement } from '../requirement.ts';
import { categories, described, keys } from '../schema-words.ts';
import { defineVerb, type VerbDefinition } from '../verb.ts';

export interface NeverRule {
  readonly verb: 'never';
  readonly data: readonly string[];
  readonly act: 'sell' | 'store' | 'collect' | 'use' | 'share';
}

type RawNever = { readonly [Act in NeverRule['act']]?: readonly string[] | 'all' };

const ACTS = ['sell', 'store', 'collect', 'use', 'share'] as const;

const ACT_KEYS: Readonly<Record<NeverRule['act'], JsonSchema>> = {
  sell: described('categories never sold', categories),
  store: described('categories never stored', categories),
  collect: described('categories never collected', categories),
  use: described('categories never used', categories),
  share: described('categories never shared', categories),
};

/** What is never done: `never: { store: [payment.card-number] }`. Beats every permit. */
export const never: VerbDefinition<NeverRule> = defineVerb<RawNever, NeverRule>({
  key: 'never',
  schema: described('what is never done; beats every permission', {
    ...keys([], ACT_KEYS),
    minProperties: 1,
    maxProperties: 1,
  }),
  compile(raw, scope) {
    const act = ACTS.find((each) => raw[each] !== undefined) ?? 'use';
    return { verb: 'never', act, data: scope.data(raw[act] ?? 'all', act) };
  },
  inWords: ({ act, data }, name) => `never ${act} ${name(data)}`,
  /** More data that is never touched is tighter. */
  order: {
    fields: ['data', 'act'],
    stated: () => 'tightens',
    differences: (before, after, { covered }) => [
      ...differ('never.data', [before.data, after.data], byCover(covered, moreIsTighter), listed),
      ...differ('never.act', [before.act, after.act], incomparable),
    ],
  },
  mutations: (rule, vocabulary) =>
    within(categoryMutations(rule.data, vocabulary, 'tightens'), (data) => ({ ...rule, data })),
  noticedBy: (answer) => `the act that is forbidden, with an answer of \`${answer}\``,
  contributes: { decisions: ['refusal'], keptBy },
});

function keptBy({ act }: NeverRule): Requirement {
  switch (act) {
    case 'sell':
      return {
        mechanisms: ['decisions/never', 'sharing/undeclared-recipient'],
        remainder: 'whether value is received for data is not visible to a program',
      };
    case 'store':
      return {
        mechanisms: ['decisions/never', 'collection/card-number'],
        remainder: 'free text and uploads are not read',
      };
    case 'share':
      return { mechanisms: ['decisions/never', 'sharing/undeclared-category'] };
    case 'collect':
      return { mechanisms: ['decisions/never', 'collection/undeclared-data'] };
    case 'use':
      return {
        mechanisms: ['decisions/never'],
        remainder: 'a use by code that asks for no decision is not seen',
      };
  }
}
