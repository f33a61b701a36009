import type { LimitRule } from '@troth/compiler';
import { differ, listed, moreIsTighter } from '../order.ts';
import type { Difference } from '../policy-diff.ts';
import { byCover, type Covered } from './categories.ts';
import { conditionDifferences } from './conditions.ts';

/** More data, more purposes and more conditions under the limit are tighter. */
export function limitDifferences(
  before: LimitRule,
  after: LimitRule,
  covered: Covered,
): readonly Difference[] {
  return [
    ...differ('limit.data', [before.data, after.data], byCover(covered, moreIsTighter), listed),
    ...differ(
      'limit.purposes',
      [new Set(before.purposes), new Set(after.purposes)],
      moreIsTighter,
      listed,
    ),
    ...conditionDifferences(before.conditions, after.conditions).map((each) => ({
      ...each,
      kind: each.kind.replace(/^use\./, 'limit.'),
    })),
  ];
}
