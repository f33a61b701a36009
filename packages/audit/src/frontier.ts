import { EMPTY_ROOT, nodeHash } from './tree-hash.ts';

/**
 * All that appending needs of a log: how many leaves it has, and the roots of its full subtrees,
 * largest first (one for each 1 in the binary form of `size`).
 */
export interface Frontier {
  readonly size: number;
  readonly subtrees: readonly Uint8Array[];
}

export const EMPTY_FRONTIER: Frontier = { size: 0, subtrees: [] };

/**
 * The frontier with one more leaf. Amortised two hashes.
 * @throws RangeError on a frontier whose subtrees do not fit its size: a damaged head
 */
export function append(frontier: Frontier, leaf: Uint8Array): Frontier {
  refuseDamaged(frontier);
  const subtrees = [...frontier.subtrees];
  let hash = leaf;
  for (let rest = BigInt(frontier.size); (rest & 1n) === 1n; rest >>= 1n) {
    const left = subtrees.pop();
    if (left !== undefined) hash = nodeHash(left, hash);
  }
  subtrees.push(hash);
  return { size: frontier.size + 1, subtrees };
}

/** The root of the tree: the same as of all leaves together. */
export function rootOf(frontier: Frontier): Uint8Array {
  refuseDamaged(frontier);
  const last = frontier.subtrees.at(-1);
  if (last === undefined) return EMPTY_ROOT;
  return frontier.subtrees.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
}

function refuseDamaged({ size, subtrees }: Frontier): void {
  if (!Number.isSafeInteger(size) || size < 0 || ones(size) !== subtrees.length) {
    throw new RangeError(`a log of ${size} leaves does not have ${subtrees.length} full subtrees`);
  }
}

function ones(size: number): number {
  return size.toString(2).replaceAll('0', '').length;
}
