import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DecisionRequest } from './decision.ts';
import { Layouts, type Word } from './layout.ts';

const STATE = { optOuts: [], restricted: false };
const NOW = new Date('2026-11-23T12:00:00Z');

const KINDS: Word = {
  name: 'kind',
  read: ({ context }) => context?.kind,
  words: ['order', 'refund'],
};
const PRODUCTS: Word = {
  name: 'product',
  read: ({ context }) => context?.product,
  words: ['press', 'shop', 'fair'],
};

const words = fc.record({
  kind: fc.constantFrom(undefined, 'order', 'refund', 'else', 'other'),
  product: fc.constantFrom(undefined, 'press', 'shop', 'fair', 'else'),
});

function requestWith(context: {
  kind: string | undefined;
  product: string | undefined;
}): DecisionRequest {
  const { kind, product } = context;
  return {
    action: 'use',
    data: [],
    purpose: '',
    context: {
      ...(kind === undefined ? {} : { kind }),
      ...(product === undefined ? {} : { product }),
    },
  };
}

/** What two requests have in common where only listed words count. */
function seen({ read, words: listed }: Word, request: DecisionRequest): string {
  const word = read(request);
  if (word === undefined) return 'none';
  return listed.includes(word) ? `listed ${word}` : 'another';
}

test('requests have the same number when, and only when, they say the same of what is listed', () => {
  const layout = new Layouts().of([], [KINDS, PRODUCTS]);
  fc.assert(
    fc.property(words, words, (one, other) => {
      const [a, b] = [requestWith(one), requestWith(other)];
      const isSame = [KINDS, PRODUCTS].every((word) => seen(word, a) === seen(word, b));

      expect(layout.numberOf(a, STATE, NOW) === layout.numberOf(b, STATE, NOW)).toBe(isSame);
      expect(layout.numberOf(a, STATE, NOW)).toBeLessThan(layout.numbers);
    }),
    { seed: 20_261_124, numRuns: 500 },
  );
});
