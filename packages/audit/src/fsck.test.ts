import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StoredLeaf } from './fsck.ts';
import { fsck } from './fsck.ts';
import { treeRoot } from './proofs.ts';
import { leafHash } from './tree-hash.ts';

const LOG = Array.from({ length: 9 }, (_, index) => stored(`entry ${index}`));
const HEAD = headOf(LOG);

test('a log nobody touched is sound up to its head', () => {
  expect(fsck(LOG, [HEAD])).toEqual({ kind: 'sound', size: 9, root: HEAD.root });
});

test('an empty log is sound, and truncated when somebody saw it longer', () => {
  expect(fsck([], [])).toMatchObject({ kind: 'sound', size: 0 });
  expect(fsck([], [HEAD])).toEqual({ kind: 'truncated', index: 0, head: HEAD });
});

test('an entry whose text was edited is named, the first one', () => {
  const edited = LOG.with(4, { ...stored('other'), hash: stored('entry 4').hash }).with(7, {
    ...stored('other'),
    hash: stored('entry 7').hash,
  });

  expect(fsck(edited, [HEAD])).toEqual({ kind: 'edited', index: 4 });
});

test('an entry edited together with its hash is found by a head kept outside', () => {
  const earlier = headOf(LOG.slice(0, 6));
  const rewritten = LOG.with(4, stored('other'));

  expect(fsck(rewritten, [HEAD, earlier])).toEqual({ kind: 'forked', index: 6, head: earlier });
});

test('a log that was cut short is found by a head kept outside, with the first missing place', () => {
  expect(fsck(LOG.slice(0, 5), [HEAD])).toEqual({ kind: 'truncated', index: 5, head: HEAD });
});

test('whatever bit of whatever entry is flipped, fsck names that entry', () => {
  fc.assert(
    fc.property(fc.nat(8), fc.nat(6), fc.nat(7), (index, byte, bit) => {
      const leaf = LOG[index] ?? stored('');
      const bytes = leaf.bytes.with(byte, (leaf.bytes[byte] ?? 0) ^ (1 << bit));
      expect(fsck(LOG.with(index, { ...leaf, bytes }), [])).toEqual({ kind: 'edited', index });
    }),
  );
});

function stored(text: string): StoredLeaf {
  const bytes = new Uint8Array(Buffer.from(text, 'utf8'));
  return { bytes, hash: leafHash(bytes) };
}

function headOf(log: readonly StoredLeaf[]): { size: number; root: Uint8Array } {
  return { size: log.length, root: treeRoot(log.map(({ hash }) => hash)) };
}
