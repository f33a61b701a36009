import { formatDuration, type GrantRule } from '@troth/compiler';
import {
  demanded,
  differ,
  incomparable,
  listed,
  moreIsTighter,
  reserved,
  type Order,
} from '../order.ts';
import type { Difference } from '../policy-diff.ts';
import { byCover, type Covered } from './categories.ts';
import { shorterIsTighter } from './window.ts';

/** More rights, over more data, for more people and sooner, are tighter for the company. */
export function grantDifferences(
  before: GrantRule,
  after: GrantRule,
  covered: Covered,
): readonly Difference[] {
  return [
    ...differ(
      'grant.rights',
      [new Set<string>(before.rights), new Set<string>(after.rights)],
      moreIsTighter,
      listed,
    ),
    ...differ(
      'grant.within',
      [before.within, after.within],
      demanded(shorterIsTighter),
      formatDuration,
    ),
    ...differ(
      'grant.extension',
      [before.extension, after.extension],
      reserved(shorterIsTighter),
      formatDuration,
    ),
    ...differ(
      'grant.appeal',
      [before.appeal, after.appeal],
      demanded(shorterIsTighter),
      formatDuration,
    ),
    ...differ('grant.data', [before.data, after.data], byCover(covered, moreIsTighter), listed),
    ...differ(
      'grant.regions',
      [new Set(before.regions), new Set(after.regions)],
      widerRegionsAreTighter,
      places,
    ),
    ...differ('grant.channel', [before.channel, after.channel], demanded<string>(incomparable)),
    ...differ(
      'grant.purposes',
      [new Set(before.purposes), new Set(after.purposes)],
      moreIsTighter,
      listed,
    ),
  ];
}

/** No region at all means everybody. */
export const widerRegionsAreTighter: Order<ReadonlySet<string>> = (before, after) => {
  if (before.size === 0 || after.size === 0) {
    if (before.size === after.size) return 'equal';
    return after.size === 0 ? 'tightens' : 'loosens';
  }
  return moreIsTighter(before, after);
};

function places(regions: ReadonlySet<string>): string {
  return regions.size === 0 ? 'everybody' : listed(regions);
}
