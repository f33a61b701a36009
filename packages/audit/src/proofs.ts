import { append, EMPTY_FRONTIER, rootOf } from './frontier.ts';

/** The root over leaf hashes, in order (RFC 9162, 2.1.1). */
export function treeRoot(leaves: readonly Uint8Array[]): Uint8Array {
  return rootOf(leaves.reduce(append, EMPTY_FRONTIER));
}

/**
 * The hashes that lead from a leaf to the root of the tree of all `leaves` (RFC 9162, 2.1.3.1).
 * @param index from 0
 * @throws RangeError when there is no such leaf
 */
export function inclusionProof(leaves: readonly Uint8Array[], index: number): Uint8Array[] {
  if (!Number.isSafeInteger(index) || index < 0 || index >= leaves.length) {
    throw new RangeError(`no leaf ${index} in a log of ${leaves.length}`);
  }
  if (leaves.length === 1) return [];
  const split = largestPowerBelow(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return index < split
    ? [...inclusionProof(left, index), treeRoot(right)]
    : [...inclusionProof(right, index - split), treeRoot(left)];
}

/**
 * The hashes that show the tree of all `leaves` to be a continuation of the tree of the first `size`
 * of them (RFC 9162, 2.1.4.1). Empty for the empty tree and for the whole one.
 * @throws RangeError when the log is shorter than `size`
 */
export function consistencyProof(leaves: readonly Uint8Array[], size: number): Uint8Array[] {
  if (!Number.isSafeInteger(size) || size < 0 || size > leaves.length) {
    throw new RangeError(`no earlier log of ${size} leaves in one of ${leaves.length}`);
  }
  return size === 0 || size === leaves.length ? [] : subproof(leaves, size, 'whole');
}

/** `whole`: the earlier root is known to the verifier and need not be sent. */
function subproof(
  leaves: readonly Uint8Array[],
  size: number,
  from: 'whole' | 'part',
): Uint8Array[] {
  if (size === leaves.length) return from === 'whole' ? [] : [treeRoot(leaves)];
  const split = largestPowerBelow(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return size <= split
    ? [...subproof(left, size, from), treeRoot(right)]
    : [...subproof(right, size - split, 'part'), treeRoot(left)];
}

function largestPowerBelow(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}
