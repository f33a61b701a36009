import type { UseRule } from '@troth/compiler';
import { differ, fewerIsTighter, incomparable, listed, moreIsTighter } from '../order.ts';
import type { Difference } from '../policy-diff.ts';
import { byCover, type Covered } from './categories.ts';
import { conditionDifferences } from './conditions.ts';

/** More data or purposes are looser; more data kept for one purpose alone is tighter. */
export function useDifferences(
  before: UseRule,
  after: UseRule,
  covered: Covered,
): readonly Difference[] {
  if (before.exclusive !== after.exclusive) {
    const direction = after.exclusive ? 'tightens' : 'loosens';
    const others = useDifferences(before, { ...after, exclusive: before.exclusive }, covered);
    return [
      { kind: 'use.only', direction, before: words(before), after: words(after) },
      ...others.map((other): Difference =>
        // Whether more data is looser depends on what changed besides.
        other.kind === 'use.data' ? { ...other, direction: 'mixed' } : other,
      ),
    ];
  }
  return [
    ...differ(
      'use.data',
      [before.data, after.data],
      byCover(covered, before.exclusive ? moreIsTighter : fewerIsTighter),
      listed,
    ),
    ...differ(
      'use.purposes',
      [new Set(before.purposes), new Set(after.purposes)],
      fewerIsTighter,
      listed,
    ),
    // Each basis gives people other rights; to name one at all only says more.
    ...differ('use.basis', [before.basis ?? 'none', after.basis ?? 'none'], incomparable),
    ...conditionDifferences(before.conditions, after.conditions),
  ];
}

function words({ exclusive }: UseRule): string {
  return exclusive ? 'only' : 'not only';
}
