import type { Duration } from '@troth/language';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  demanded,
  fewerIsTighter,
  higherIsTighter,
  incomparable,
  lowerIsTighter,
  moreIsTighter,
  opposite,
  reserved,
  type Order,
} from './order.ts';
import { shorterIsTighter } from './window.ts';

const RUNS = { numRuns: 2_000, seed: 20_261_123 };

const durations: fc.Arbitrary<Duration> = fc.record({
  amount: fc.integer({ min: 1, max: 62 }),
  unit: fc.constantFrom('hour', 'day', 'month', 'year'),
});
const sets = fc.subarray(['a', 'b', 'c']).map((names): ReadonlySet<string> => new Set(names));

interface Named {
  holds(law: 'reflexive' | 'antisymmetric' | 'transitive'): void;
}

const ORDERS: [string, Named][] = [
  ['windows', named(shorterIsTighter, durations)],
  ['demanded windows', named(demanded(shorterIsTighter), fc.option(durations, { nil: undefined }))],
  [
    'windows kept back',
    named(reserved(shorterIsTighter), fc.option(durations, { nil: undefined })),
  ],
  ['fewer names', named(fewerIsTighter, sets)],
  ['more names', named(moreIsTighter, sets)],
  ['lower numbers', named(lowerIsTighter, fc.nat(4))],
  ['higher numbers', named(higherIsTighter, fc.nat(4))],
  ['words without an order', named(incomparable, fc.constantFrom('a', 'b'))],
  ['demanded words', named(demanded(incomparable), fc.constantFrom('a', 'b', undefined))],
];

describe.each(ORDERS)('the order of %s', (_name, order) => {
  test.each(['reflexive', 'antisymmetric', 'transitive'] as const)('is %s', (law) => {
    expect(() => order.holds(law)).not.toThrow();
  });
});

function named<T>(order: Order<T>, values: fc.Arbitrary<T>): Named {
  const isWithin = (a: T, b: T): boolean => ['equal', 'tightens'].includes(order(b, a));
  return {
    holds: (law) => {
      switch (law) {
        case 'reflexive':
          return fc.assert(
            fc.property(values, (a) => order(a, a) === 'equal'),
            RUNS,
          );
        case 'antisymmetric':
          return fc.assert(
            fc.property(values, values, (a, b) => order(a, b) === opposite(order(b, a))),
            RUNS,
          );
        case 'transitive':
          return fc.assert(
            fc.property(
              values,
              values,
              values,
              (a, b, c) => !isWithin(a, b) || !isWithin(b, c) || isWithin(a, c),
            ),
            RUNS,
          );
      }
    },
  };
}
