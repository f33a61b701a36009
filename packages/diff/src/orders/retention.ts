import { formatDuration, type EraseRule, type RetainRule } from '@troth/compiler';
import {
  differ,
  fewerIsTighter,
  incomparable,
  listed,
  moreIsTighter,
  type Order,
} from '../order.ts';
import type { Difference } from '../policy-diff.ts';
import { byCover, type Covered } from './categories.ts';
import { shorterIsTighter } from './window.ts';

/** A shorter window and more data are tighter; which event starts the clock has no order. */
export function eraseDifferences(
  before: EraseRule,
  after: EraseRule,
  covered: Covered,
): readonly Difference[] {
  return [
    ...differ('erase.within', [before.within, after.within], shorterIsTighter, formatDuration),
    ...differ('erase.data', [before.data, after.data], byCover(covered, moreIsTighter), listed),
    ...differ('erase.after', [before.after, after.after], incomparable),
  ];
}

/**
 * What is kept by law beyond an erasure is looser the more it is. What is kept while an account is
 * active is a floor and a ceiling at once, so more of it is neither.
 */
export function retainDifferences(
  before: RetainRule,
  after: RetainRule,
  covered: Covered,
): readonly Difference[] {
  const isFloor = before.while !== undefined || after.while !== undefined;
  return [
    ...differ(
      'retain.data',
      [before.data, after.data],
      byCover(covered, isFloor ? either : fewerIsTighter),
      listed,
    ),
    ...differ('retain.while', [before.while ?? 'always', after.while ?? 'always'], incomparable),
    ...differ(
      'retain.obligations',
      [new Set(before.obligations), new Set(after.obligations)],
      fewerIsTighter,
      listed,
    ),
  ];
}

const either: Order<ReadonlySet<string>> = (before, after) =>
  fewerIsTighter(before, after) === 'equal' ? 'equal' : 'mixed';
