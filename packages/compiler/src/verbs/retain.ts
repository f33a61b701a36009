import { byCover, differ, fewerIsTighter, incomparable, listed, type Order } from '@troth/orders';
import { categoryMutations } from '../mutations/categories.ts';
import { within } from '../mutations/mutation.ts';
import { nameMutations } from '../mutations/names.ts';
import { data, described, ids, keys } from '../schema-words.ts';
import { defineVerb, type VerbDefinition } from '../verb.ts';

/** A floor and a ceiling: kept while the state holds. With `obligations`: kept beyond an erasure, by name and with an end. */
export interface RetainRule {
  readonly verb: 'retain';
  readonly data: readonly string[];
  readonly while?: 'account.active';
  /** Ids of legal obligations of the vocabulary. */
  readonly obligations: readonly string[];
}

interface RawRetain {
  readonly data?: readonly string[] | 'all';
  readonly while?: 'account.active';
  readonly obligations?: readonly string[];
}

/** What is kept: while a state holds (a floor and a ceiling), or because a law of the vocabulary demands it. */
export const retain: VerbDefinition<RetainRule> = defineVerb<RawRetain, RetainRule>({
  key: 'retain',
  schema: described('what is kept, and for as long as what', {
    ...keys([], {
      data,
      while: described('state as long as which it is kept', { const: 'account.active' }),
      obligations: described('laws of the vocabulary that demand the record', ids),
    }),
    oneOf: [{ required: ['data', 'while'] }, { required: ['obligations'] }],
  }),
  compile(raw, scope) {
    const obligations = scope.obligations(raw.obligations ?? [], 'obligations');
    const demanded = scope.vocabulary.obligations
      .filter(({ id }) => obligations.includes(id))
      .flatMap((each) => each.data);
    return {
      verb: 'retain',
      data: raw.data === undefined ? [...new Set(demanded)] : scope.data(raw.data, 'data'),
      ...(raw.while && { while: raw.while }),
      obligations,
    };
  },
  inWords: (rule, name) =>
    rule.while === undefined
      ? `keep beyond an erasure what these laws demand: ${name(rule.obligations)}`
      : `keep ${name(rule.data)} while the account is active`,
  /**
   * What is kept by law beyond an erasure is looser the more it is. What is kept while an account is
   * active is a floor and a ceiling at once, so more of it is neither.
   */
  order: {
    fields: ['data', 'while', 'obligations'],
    stated: (rule) => (rule.while === undefined ? 'loosens' : 'tightens'),
    statedAmid: (rule) => (rule.while === undefined ? 'loosens' : 'mixed'),
    differences: (before, after, { covered }) => {
      const isFloor = before.while !== undefined || after.while !== undefined;
      const order = byCover(covered, isFloor ? either : fewerIsTighter);
      return [
        ...differ('retain.data', [before.data, after.data], order, listed),
        ...differ(
          'retain.while',
          [before.while ?? 'always', after.while ?? 'always'],
          incomparable,
        ),
        ...differ(
          'retain.obligations',
          [new Set(before.obligations), new Set(after.obligations)],
          fewerIsTighter,
          listed,
        ),
      ];
    },
  },
  /**
   * What is kept while an account is active is promised: less of it breaks the promise. What a law
   * keeps beyond an erasure is an exception: more of it does.
   */
  mutations(rule, vocabulary) {
    const more = rule.while === undefined ? 'loosens' : 'tightens';
    const known = vocabulary.obligations.map(({ id }) => id);
    const laws = { key: 'obligations', names: rule.obligations, known, more: 'loosens' } as const;
    return [
      ...within(categoryMutations(rule.data, vocabulary, more), (value) => ({
        ...rule,
        data: value,
      })),
      ...(rule.obligations.length === 0
        ? []
        : within(nameMutations(laws), (obligations) => ({ ...rule, obligations }))),
    ];
  },
  noticedBy: () => '`retained:`, or an `event:` with `kept:`',
  contributes: {
    decisions: [],
    keptBy: (rule) =>
      rule.while === undefined
        ? {
            mechanisms: ['erasures/retained', 'retention/no-erasure-path'],
            remainder: 'whether a law demands the record is for legal to confirm',
          }
        : { mechanisms: ['erasures/schedule', 'retention/below-promise'] },
  },
});

const either: Order<ReadonlySet<string>> = (before, after) =>
  fewerIsTighter(before, after) === 'equal' ? 'equal' : 'mixed';
