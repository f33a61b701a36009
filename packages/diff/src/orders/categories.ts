import type { CompiledPolicy, Vocabulary } from '@troth/compiler';
import type { Order } from '../order.ts';

/** Reads a list of categories as all that it covers, by the tree that two policies have in common. */
export type Covered = (data: readonly string[]) => ReadonlySet<string>;

/**
 * Only parents that both policies agree on count, so that a category which moves in the tree shows as
 * one change of the vocabulary and not as one of every rule above it.
 */
export function coveredBy(base: CompiledPolicy, head: CompiledPolicy): Covered {
  const old = parents(base.vocabulary);
  const children = new Map<string, string[]>();
  for (const [id, parent] of parents(head.vocabulary)) {
    if (parent === undefined || old.get(id) !== parent) continue;
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [id]);
    else siblings.push(id);
  }
  return (data) => {
    const covered = new Set(data);
    for (const id of covered) children.get(id)?.forEach((child) => covered.add(child));
    return covered;
  };
}

/** Orders lists of categories by all that they cover. */
export function byCover(
  covered: Covered,
  order: Order<ReadonlySet<string>>,
): Order<readonly string[]> {
  return (before, after) => order(covered(before), covered(after));
}

function parents({ categories }: Vocabulary): ReadonlyMap<string, string | undefined> {
  return new Map(categories.map(({ id, parent }) => [id, parent]));
}
