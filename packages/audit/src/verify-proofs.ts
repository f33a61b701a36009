import { EMPTY_ROOT, HASH_BYTES, isSameHash, nodeHash } from './tree-hash.ts';

export interface Inclusion {
  readonly leaf: Uint8Array;
  /** From 0. */
  readonly index: number;
  readonly size: number;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** Whether the leaf stands at the index of the tree with that size and root (RFC 9162, 2.1.3.2). */
export function verifyInclusion({ leaf, index, size, root, proof }: Inclusion): boolean {
  if (!areCounts(index, size) || index >= size || !areHashes([leaf, root, ...proof])) return false;
  let [position, last] = [BigInt(index), BigInt(size - 1)];
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0n) return false;
    if (isOdd(position) || position === last) {
      hash = nodeHash(sibling, hash);
      while (!isOdd(position) && position !== 0n) [position, last] = [position >> 1n, last >> 1n];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [position, last] = [position >> 1n, last >> 1n];
  }
  return last === 0n && isSameHash(hash, root);
}

export interface Consistency {
  readonly earlier: { readonly size: number; readonly root: Uint8Array };
  readonly later: { readonly size: number; readonly root: Uint8Array };
  readonly proof: readonly Uint8Array[];
}

/**
 * Whether the later tree has all leaves of the earlier one, unchanged and in the same places (RFC
 * 9162, 2.1.4.2). Both heads must come from different places: a log that supplies both proves nothing.
 */
export function verifyConsistency({ earlier, later, proof }: Consistency): boolean {
  if (!areCounts(earlier.size, later.size) || earlier.size > later.size) return false;
  if (!areHashes([earlier.root, later.root, ...proof])) return false;
  if (earlier.size === later.size)
    return proof.length === 0 && isSameHash(earlier.root, later.root);
  if (earlier.size === 0) return proof.length === 0 && isSameHash(earlier.root, EMPTY_ROOT);
  const path = isPowerOfTwo(earlier.size) ? [earlier.root, ...proof] : proof;
  const climbed = climb(path, earlier.size, later.size);
  return (
    climbed !== undefined &&
    isSameHash(climbed.before, earlier.root) &&
    isSameHash(climbed.after, later.root)
  );
}

/** Both roots that the path leads to; `undefined` when it is too short or too long. */
function climb(
  [first, ...rest]: readonly Uint8Array[],
  earlierSize: number,
  laterSize: number,
): { readonly before: Uint8Array; readonly after: Uint8Array } | undefined {
  if (first === undefined) return undefined;
  let [position, last] = [BigInt(earlierSize - 1), BigInt(laterSize - 1)];
  while (isOdd(position)) [position, last] = [position >> 1n, last >> 1n];
  let [before, after] = [first, first];
  for (const sibling of rest) {
    if (last === 0n) return undefined;
    if (isOdd(position) || position === last) {
      [before, after] = [nodeHash(sibling, before), nodeHash(sibling, after)];
      while (!isOdd(position) && position !== 0n) [position, last] = [position >> 1n, last >> 1n];
    } else {
      after = nodeHash(after, sibling);
    }
    [position, last] = [position >> 1n, last >> 1n];
  }
  return last === 0n ? { before, after } : undefined;
}

function areCounts(...values: readonly number[]): boolean {
  return values.every((value) => Number.isSafeInteger(value) && value >= 0);
}

function areHashes(values: readonly Uint8Array[]): boolean {
  return values.every((value) => value.length === HASH_BYTES);
}

function isOdd(value: bigint): boolean {
  return (value & 1n) === 1n;
}

function isPowerOfTwo(size: number): boolean {
  return (BigInt(size) & BigInt(size - 1)) === 0n;
}
