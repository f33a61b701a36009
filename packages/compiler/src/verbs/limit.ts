import { listOfNames } from '../bound-value.ts';
import type { LimitRule } from '../rules.ts';
import {
  conditionBindings,
  conditionKeys,
  conditionsOf,
  type RawConditions,
} from '../use-conditions.ts';
import { data, defineVerb, ids, keys, type Verb } from '../verb.ts';

interface RawLimit extends RawConditions {
  readonly data: readonly string[] | 'all';
  readonly except?: readonly string[];
  readonly for: readonly string[];
}

/**
 * What must hold for the data whenever it serves these purposes, whichever clause permits it. Permits
 * nothing itself: `limit: { data: [usage], for: [advertising], minimumAge: 18 }`.
 */
export const limit: Verb = defineVerb<RawLimit>(
  'limit',
  keys(['data', 'for'], { data, except: ids, for: ids, ...conditionKeys }),
  (raw, scope) => {
    const conditions = conditionsOf(raw);
    if (Object.keys(conditions).length === 0) {
      const known = Object.keys(conditionKeys).map((key) => `\`${key}:\``);
      const help = `add one of ${known.join(', ')}`;
      scope.refuse(
        'language/missing-key',
        'for',
        'a limit without a condition limits nothing',
        help,
      );
    }
    const purposes = scope.purposes(raw.for, 'for');
    const rule: LimitRule = {
      verb: 'limit',
      data: scope.data(raw.data, 'data', raw.except),
      purposes,
      conditions,
    };
    const names = { for: listOfNames(scope, 'purposes', purposes) };
    return { rule, bindings: { ...conditionBindings(raw), ...names } };
  },
);
