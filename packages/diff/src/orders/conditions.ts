import type { UseConditions } from '@troth/compiler';
import {
  demanded,
  differ,
  fewerIsTighter,
  higherIsTighter,
  incomparable,
  listed,
} from '../order.ts';
import type { Difference } from '../policy-diff.ts';
import { unorderedDifferences } from './unordered.ts';

const ORDERED = [
  'aggregate',
  'kinds',
  'beneficiary',
  'optOut',
  'case',
  'log',
  'mask',
  'consent',
  'minimumAge',
  'products',
];

/** A condition more, or a stricter one, is tighter. */
export function conditionDifferences(
  before: UseConditions,
  after: UseConditions,
): readonly Difference[] {
  const flags = (['optOut', 'case', 'log', 'mask', 'consent'] as const).flatMap((name) =>
    differ(`use.${name}`, [flag(before[name]), flag(after[name])], demanded(incomparable)),
  );
  return [
    ...differ(
      'use.aggregate',
      [before.aggregate?.minimum, after.aggregate?.minimum],
      demanded(higherIsTighter),
      (minimum) => `groups of at least ${minimum}`,
    ),
    ...differ('use.kinds', [set(before.kinds), set(after.kinds)], demanded(fewerIsTighter), listed),
    ...differ(
      'use.beneficiary',
      [before.beneficiary, after.beneficiary],
      demanded<string>(incomparable),
    ),
    ...differ(
      'use.minimumAge',
      [before.minimumAge, after.minimumAge],
      demanded(higherIsTighter),
      (age) => `${age} years`,
    ),
    ...differ(
      'use.products',
      [set(before.products), set(after.products)],
      demanded(fewerIsTighter),
      listed,
    ),
    ...flags,
    ...unorderedDifferences('use', before, after, ORDERED),
  ];
}

function set(kinds: readonly string[] | undefined): ReadonlySet<string> | undefined {
  return kinds === undefined ? undefined : new Set(kinds);
}

function flag(value: boolean | undefined): string | undefined {
  return value === true ? 'yes' : undefined;
}
