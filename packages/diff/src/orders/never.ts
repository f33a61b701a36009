import type { NeverRule } from '@troth/compiler';
import { differ, incomparable, listed, moreIsTighter } from '../order.ts';
import type { Difference } from '../policy-diff.ts';
import { byCover, type Covered } from './categories.ts';

/** More data that is never touched is tighter. */
export function neverDifferences(
  before: NeverRule,
  after: NeverRule,
  covered: Covered,
): readonly Difference[] {
  return [
    ...differ('never.data', [before.data, after.data], byCover(covered, moreIsTighter), listed),
    ...differ('never.act', [before.act, after.act], incomparable),
  ];
}
