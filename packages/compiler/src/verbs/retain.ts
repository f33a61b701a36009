import { data, defineVerb, ids, keys, type Verb } from '../verb.ts';

interface RawRetain {
  readonly data?: readonly string[] | 'all';
  readonly while?: 'account.active';
  readonly obligations?: readonly string[];
}

/** What is kept: while a state holds (a floor and a ceiling), or because a law of the vocabulary demands it. */
export const retain: Verb = defineVerb<RawRetain>(
  'retain',
  {
    ...keys([], { data, while: { const: 'account.active' }, obligations: ids }),
    oneOf: [{ required: ['data', 'while'] }, { required: ['obligations'] }],
  },
  (raw, scope) => {
    const obligations = scope.obligations(raw.obligations ?? [], 'obligations');
    const demanded = scope.vocabulary.obligations
      .filter(({ id }) => obligations.includes(id))
      .flatMap((each) => each.data);
    return {
      rule: {
        verb: 'retain',
        data: raw.data === undefined ? [...new Set(demanded)] : scope.data(raw.data, 'data'),
        ...(raw.while && { while: raw.while }),
        obligations,
      },
      bindings: {},
    };
  },
);
