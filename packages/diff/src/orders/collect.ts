import type { CollectRule } from '@troth/compiler';
import { differ, fewerIsTighter, incomparable, listed } from '../order.ts';
import type { Difference } from '../policy-diff.ts';
import { byCover, type Covered } from './categories.ts';

/** More data, sources or purposes are looser. */
export function collectDifferences(
  before: CollectRule,
  after: CollectRule,
  covered: Covered,
): readonly Difference[] {
  return [
    ...differ('collect.data', [before.data, after.data], byCover(covered, fewerIsTighter), listed),
    ...differ('collect.source', [before.source, after.source], incomparable),
    ...differ('collect.from', [new Set(before.from), new Set(after.from)], fewerIsTighter, listed),
    ...differ(
      'collect.purposes',
      [new Set(before.purposes), new Set(after.purposes)],
      fewerIsTighter,
      listed,
    ),
    ...differ('collect.when', [before.when ?? 'any time', after.when ?? 'any time'], incomparable),
  ];
}
