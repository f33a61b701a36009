import { byCover, differ, listed, moreIsTighter } from '@troth/orders';
import { listOfNames } from '../bound-value.ts';
import { categoryMutations } from '../mutations/categories.ts';
import { within } from '../mutations/mutation.ts';
import { nameMutations } from '../mutations/names.ts';
import { data, described, except, ids, keys } from '../schema-words.ts';
import {
  conditionBindings,
  conditionDifferences,
  conditionKeys,
  conditionMutations,
  conditionsInWords,
  conditionsOf,
  type RawConditions,
  type UseConditions,
} from '../use-conditions.ts';
import { defineVerb, type VerbDefinition } from '../verb.ts';

/** Permits nothing; its conditions hold for every permit of these purposes on this data. */
export interface LimitRule {
  readonly verb: 'limit';
  readonly data: readonly string[];
  readonly purposes: readonly string[];
  readonly conditions: UseConditions;
}

interface RawLimit extends RawConditions {
  readonly data: readonly string[] | 'all';
  readonly except?: readonly string[];
  readonly for: readonly string[];
}

/**
 * What must hold for the data whenever it serves these purposes, whichever clause permits it. Permits
 * nothing itself: `limit: { data: [usage], for: [advertising], minimumAge: 18 }`.
 */
export const limit: VerbDefinition<LimitRule> = defineVerb<RawLimit, LimitRule>({
  key: 'limit',
  schema: described(
    'what must hold for these purposes, whichever clause permits them',
    keys(['data', 'for'], {
      data,
      except,
      for: described('purposes the conditions are for', ids),
      ...conditionKeys,
    }),
  ),
  compile(raw, scope) {
    const conditions = conditionsOf(raw);
    if (Object.keys(conditions).length === 0) {
      const known = Object.keys(conditionKeys).map((key) => `\`${key}:\``);
      const help = `add one of ${known.join(', ')}`;
      const message = 'a limit without a condition limits nothing';
      scope.refuse('language/missing-key', 'for', message, help);
    }
    return {
      verb: 'limit',
      purposes: scope.purposes(raw.for, 'for'),
      data: scope.data(raw.data, 'data', raw.except),
      conditions,
    };
  },
  bindings: ({ purposes, conditions }, vocabulary) => ({
    ...conditionBindings(conditions),
    for: listOfNames(vocabulary.purposes, purposes),
  }),
  inWords: (rule, name) =>
    `${name(rule.data)} serve ${name(rule.purposes)} only under limits${conditionsInWords(rule.conditions)}`,
  /** More data, more purposes and more conditions under the limit are tighter. */
  order: {
    fields: ['data', 'purposes', 'conditions'],
    stated: () => 'tightens',
    differences: (before, after, { covered }) => [
      ...differ('limit.data', [before.data, after.data], byCover(covered, moreIsTighter), listed),
      ...differ(
        'limit.purposes',
        [new Set(before.purposes), new Set(after.purposes)],
        moreIsTighter,
        listed,
      ),
      ...conditionDifferences('limit', before.conditions, after.conditions),
    ],
  },
  mutations(rule, vocabulary) {
    const known = vocabulary.purposes.map(({ id }) => id);
    return [
      ...within(categoryMutations(rule.data, vocabulary, 'tightens'), (value) => ({
        ...rule,
        data: value,
      })),
      ...within(
        nameMutations({ key: 'for', names: rule.purposes, known, more: 'tightens' }),
        (purposes) => ({ ...rule, purposes }),
      ),
      ...within(conditionMutations(rule.conditions), (conditions) => ({ ...rule, conditions })),
    ];
  },
  noticedBy: (answer) =>
    `what is limited, from outside of the limit, with an answer of \`${answer}\``,
  contributes: {
    decisions: ['refusal', 'obligation'],
    keptBy: () => ({
      mechanisms: ['decisions/use'],
      remainder: 'a use by code that asks for no decision is not seen',
    }),
    binds: ({ purposes }) => purposes,
  },
});
