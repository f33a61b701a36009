import type { NeverRule } from '../rules.ts';
import { data, defineVerb, keys, type Verb } from '../verb.ts';

const acts = ['sell', 'store', 'collect', 'use', 'share'] as const;

type RawNever = { readonly [Act in NeverRule['act']]?: readonly string[] | 'all' };

/** What is never done: `never: { store: [payment.card-number] }`. Beats every permit. */
export const never: Verb = defineVerb<RawNever>(
  'never',
  {
    ...keys([], Object.fromEntries(acts.map((act) => [act, data]))),
    minProperties: 1,
    maxProperties: 1,
  },
  (raw, scope) => {
    const act = acts.find((each) => raw[each] !== undefined) ?? 'use';
    return { rule: { verb: 'never', act, data: scope.data(raw[act] ?? 'all', act) }, bindings: {} };
  },
);
