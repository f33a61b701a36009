import { formatDuration, type Duration, type EraseRule, type RetainRule } from '@troth/compiler';
import {
  differ,
  fewerIsTighter,
  incomparable,
  listed,
  moreIsTighter,
  reserved,
  type Order,
} from '../order.ts';
import type { Difference } from '../policy-diff.ts';
import { byCover, type Covered } from './categories.ts';
import { shorterIsTighter } from './window.ts';

/**
 * A shorter window and more data are tighter, and so is less time in backups. Which event starts the
 * clock has no order, nor has time in the trash: it is there for people to take things back.
 */
export function eraseDifferences(
  before: EraseRule,
  after: EraseRule,
  covered: Covered,
): readonly Difference[] {
  return [
    ...differ('erase.within', [before.within, after.within], shorterIsTighter, formatDuration),
    ...differ('erase.data', [before.data, after.data], byCover(covered, moreIsTighter), listed),
    ...differ('erase.after', [before.after, after.after], incomparable),
    ...differ('erase.idle', [timeOf(before.idle), timeOf(after.idle)], incomparable),
    ...differ(
      'erase.trash',
      [timeOf(before.stages?.trash), timeOf(after.stages?.trash)],
      incomparable,
    ),
    ...differ(
      'erase.backups',
      [before.stages?.backups, after.stages?.backups],
      reserved(shorterIsTighter),
      formatDuration,
    ),
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

function timeOf(time: Duration | undefined): string {
  return time === undefined ? 'none' : formatDuration(time);
}

const either: Order<ReadonlySet<string>> = (before, after) =>
  fewerIsTighter(before, after) === 'equal' ? 'equal' : 'mixed';
