import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { append, EMPTY_FRONTIER, rootOf } from './frontier.ts';
import { consistencyProof, inclusionProof, treeRoot } from './proofs.ts';
import { leafHash } from './tree-hash.ts';
import { verifyConsistency, verifyInclusion } from './verify-proofs.ts';

/** The leaves of the Certificate Transparency project's own test tree. */
const CT_LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((text) => leafHash(bytes(text)));

/** Its roots for 1 to 8 leaves. */
const CT_ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('the log agrees with Certificate Transparency', () => {
  test('an empty log has the hash of nothing as its root', () => {
    expect(hex(treeRoot([]))).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });

  test('each log of one to eight entries has the published root', () => {
    const roots = CT_ROOTS.map((_root, index) => hex(treeRoot(CT_LEAVES.slice(0, index + 1))));

    expect(roots).toEqual(CT_ROOTS);
  });

  test('appending one entry at a time arrives at the same roots', () => {
    let frontier = EMPTY_FRONTIER;
    const roots = CT_LEAVES.map((leaf) => {
      frontier = append(frontier, leaf);
      return hex(rootOf(frontier));
    });

    expect(roots).toEqual(CT_ROOTS);
  });

  test('the published proof of the sixth of eight entries is the one made', () => {
    expect(inclusionProof(CT_LEAVES, 5).map(hex)).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
  });

  test('a log of one entry needs no proof but its own hash', () => {
    const [leaf] = CT_LEAVES;

    expect(inclusionProof(CT_LEAVES.slice(0, 1), 0)).toEqual([]);
    expect(leaf && verifyInclusion({ leaf, index: 0, size: 1, root: leaf, proof: [] })).toBe(true);
  });
});

describe('every log of up to forty entries', () => {
  const leaves = Array.from({ length: 40 }, (_, index) => leafHash(Uint8Array.of(index)));

  test('proves each of its entries, and proves none at another place, size, or with another hash', () => {
    for (const { size, index, leaf, root, proof } of everyInclusion(leaves)) {
      const claim = { leaf, index, size, root, proof };

      expect(verifyInclusion(claim)).toBe(true);
      expect(verifyInclusion({ ...claim, index: (index + 1) % size })).toBe(size === 1);
      expect(verifyInclusion({ ...claim, size: size * 2 + 1 })).toBe(false);
      expect(verifyInclusion({ ...claim, leaf: flipped(leaf) })).toBe(false);
      expect(verifyInclusion({ ...claim, root: flipped(root) })).toBe(false);
      expect(verifyInclusion({ ...claim, proof: [...proof, root] })).toBe(false);
      for (const [at] of proof.entries()) {
        expect(
          verifyInclusion({ ...claim, proof: proof.with(at, flipped(proof[at] ?? leaf)) }),
        ).toBe(false);
        expect(verifyInclusion({ ...claim, proof: proof.toSpliced(at, 1) })).toBe(false);
      }
    }
  });

  test('proves that it continues each of its beginnings, and continues no other log', () => {
    for (const { earlier, later, proof } of everyConsistency(leaves)) {
      const claim = { earlier, later, proof };

      expect(verifyConsistency(claim)).toBe(true);
      expect(verifyConsistency({ ...claim, later: { ...later, root: flipped(later.root) } })).toBe(
        earlier.size === 0,
      );
      expect(
        verifyConsistency({ ...claim, earlier: { ...earlier, root: flipped(earlier.root) } }),
      ).toBe(false);
      expect(verifyConsistency({ ...claim, proof: [...proof, later.root] })).toBe(false);
      for (const [at] of proof.entries()) {
        const forged = proof.with(at, flipped(proof[at] ?? later.root));
        expect(verifyConsistency({ ...claim, proof: forged })).toBe(false);
        expect(verifyConsistency({ ...claim, proof: proof.toSpliced(at, 1) })).toBe(false);
      }
    }
  });

  test('a log that was rewritten before its end continues no head kept outside', () => {
    const rewritten = leaves.with(3, leafHash(Uint8Array.of(255)));
    for (let size = 4; size < leaves.length; size += 1) {
      const earlier = { size, root: treeRoot(leaves.slice(0, size)) };
      const later = { size: leaves.length, root: treeRoot(rewritten) };

      expect(verifyConsistency({ earlier, later, proof: consistencyProof(rewritten, size) })).toBe(
        false,
      );
    }
  });
});

test('no invented proof is ever accepted', () => {
  const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
  const root = treeRoot(CT_LEAVES);
  fc.assert(
    fc.property(
      hash,
      fc.nat(10),
      fc.nat(12),
      fc.array(hash, { maxLength: 5 }),
      (leaf, index, size, proof) => !verifyInclusion({ leaf, index, size, root, proof }),
    ),
  );
});

test('a place that the log does not have cannot be proved and is refused', () => {
  expect(() => inclusionProof(CT_LEAVES, 8)).toThrow(RangeError);
  expect(() => inclusionProof(CT_LEAVES, -1)).toThrow(RangeError);
  expect(() => consistencyProof(CT_LEAVES, 9)).toThrow(RangeError);
});

test('a stored head that does not fit its size is refused, not appended to', () => {
  const [leaf = new Uint8Array(32)] = CT_LEAVES;

  expect(() => append({ size: 3, subtrees: [leaf] }, leaf)).toThrow(RangeError);
  expect(() => rootOf({ size: -1, subtrees: [] })).toThrow(RangeError);
});

function* everyInclusion(leaves: readonly Uint8Array[]): Generator<{
  size: number;
  index: number;
  leaf: Uint8Array;
  root: Uint8Array;
  proof: Uint8Array[];
}> {
  for (let size = 1; size <= leaves.length; size += 1) {
    const tree = leaves.slice(0, size);
    const root = treeRoot(tree);
    for (const [index, leaf] of tree.entries()) {
      yield { size, index, leaf, root, proof: inclusionProof(tree, index) };
    }
  }
}

function* everyConsistency(leaves: readonly Uint8Array[]): Generator<{
  earlier: { size: number; root: Uint8Array };
  later: { size: number; root: Uint8Array };
  proof: Uint8Array[];
}> {
  for (let size = 1; size <= leaves.length; size += 1) {
    const tree = leaves.slice(0, size);
    const later = { size, root: treeRoot(tree) };
    for (let first = 0; first <= size; first += 1) {
      const earlier = { size: first, root: treeRoot(tree.slice(0, first)) };
      yield { earlier, later, proof: consistencyProof(tree, first) };
    }
  }
}

function flipped(hash: Uint8Array): Uint8Array {
  return hash.with(0, (hash[0] ?? 0) ^ 1);
}

function bytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'hex'));
}

function hex(hash: Uint8Array): string {
  return Buffer.from(hash).toString('hex');
}
