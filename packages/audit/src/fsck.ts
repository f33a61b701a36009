import type { Frontier } from './frontier.ts';
import { append, EMPTY_FRONTIER, rootOf } from './frontier.ts';
import { isSameHash, leafHash } from './tree-hash.ts';

/** An entry as it is stored: its bytes, and the hash under which it was appended. */
export interface StoredLeaf {
  readonly bytes: Uint8Array;
  readonly hash: Uint8Array;
}

/** A head from outside of the log: a checkpoint that somebody else kept. */
export interface KnownHead {
  readonly size: number;
  readonly root: Uint8Array;
}

export type Soundness =
  | { readonly kind: 'sound'; readonly size: number; readonly root: Uint8Array }
  /** The entry's bytes are no longer those of its hash. The first one. */
  | { readonly kind: 'edited'; readonly index: number }
  /** A known head has more entries than the log: entries are missing from `index` on. */
  | { readonly kind: 'truncated'; readonly index: number; readonly head: KnownHead }
  /** The log is another one than the known head saw, somewhere before `index`. */
  | { readonly kind: 'forked'; readonly index: number; readonly head: KnownHead };

/**
 * Hashes a log again from the bytes of its entries to its root, and compares it with every head known
 * from outside. Only heads kept elsewhere can show a log that was cut short or rewritten as a whole.
 */
export function fsck(leaves: Iterable<StoredLeaf>, heads: readonly KnownHead[]): Soundness {
  const waiting = heads.toSorted((a, b) => a.size - b.size);
  let frontier = EMPTY_FRONTIER;
  let fork = forkAt(frontier, waiting);
  if (fork !== undefined) return fork;
  for (const leaf of leaves) {
    const hash = leafHash(leaf.bytes);
    if (!isSameHash(hash, leaf.hash)) return { kind: 'edited', index: frontier.size };
    frontier = append(frontier, hash);
    fork = forkAt(frontier, waiting);
    if (fork !== undefined) return fork;
  }
  const ahead = waiting.find(({ size }) => size > frontier.size);
  if (ahead !== undefined) return { kind: 'truncated', index: frontier.size, head: ahead };
  return { kind: 'sound', size: frontier.size, root: rootOf(frontier) };
}

function forkAt(frontier: Frontier, heads: readonly KnownHead[]): Soundness | undefined {
  const here = heads.filter(({ size }) => size === frontier.size);
  if (here.length === 0) return undefined;
  const root = rootOf(frontier);
  const head = here.find((known) => !isSameHash(known.root, root));
  return head === undefined ? undefined : { kind: 'forked', index: frontier.size, head };
}
