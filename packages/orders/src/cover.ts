import type { Order } from './order.ts';

/** Reads a list of categories as all that it covers, by the tree that two policies have in common. */
export type Covered = (data: readonly string[]) => ReadonlySet<string>;

/** Orders lists of categories by all that they cover. */
export function byCover(
  covered: Covered,
  order: Order<ReadonlySet<string>>,
): Order<readonly string[]> {
  return (before, after) => order(covered(before), covered(after));
}
