import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conditionsOf } from './conditions.ts';
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

/** Few of each, so that two that differ in one thing alone are drawn often. */
const contexts = fc.record(
  {
    kind: fc.constantFrom('order', 'refund', 'else'),
    product: fc.constantFrom('press', 'fair', 'else'),
    mask: fc.boolean(),
    age: fc.constantFrom(12, 13),
    aggregate: fc.constant(true),
    groupSize: fc.constantFrom(4, 5),
  },
  { requiredKeys: [] },
);

function requestWith(context: {
  kind?: string | undefined;
  product?: string | undefined;
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

test('requests that some condition tells apart have two numbers', () => {
  const stated = { mask: true, minimumAge: 13, aggregate: { minimum: 5 } };
  const kinds = { kinds: ['order', 'refund'], products: ['press', 'shop', 'fair'] };
  const about = { purpose: 'news', objectors: [] };
  const conditions = conditionsOf({ ...stated, ...kinds }, 0, about);
  const layout = new Layouts().of(conditions, []);
  fc.assert(
    fc.property(contexts, contexts, (one, other) => {
      const [a, b] = [one, other].map((context) => ({ ...requestWith(context), context }));
      const verdicts = [a, b].map((request) =>
        conditions.map(({ judge }) => (request ? judge(request, STATE, NOW) : 'none')),
      );
      const [first, second] = [a, b].map((request) =>
        request ? layout.numberOf(request, STATE, NOW) : -1,
      );

      const isToldApart = verdicts[0]?.join() !== verdicts[1]?.join();
      expect(isToldApart && first === second).toBe(false);
      expect([Number.isInteger(first), (first ?? 0) < layout.numbers]).toEqual([true, true]);
    }),
    { seed: 20_261_124, numRuns: 3_000 },
  );
});
