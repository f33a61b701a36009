import { verbs } from '@troth/compiler';
import { opposite } from '@troth/orders';
import { randomPolicies, randomRules } from '@troth/random-policies';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffPolicies } from './diff-policies.ts';

const RUNS = { numRuns: 1_000, seed: 20_261_123 };

const policies = randomPolicies(fc.oneof(...verbs.map(randomRules)));

describe('laws of the diff', () => {
  test('a policy does not differ from itself', () => {
    fc.assert(
      fc.property(policies, (same) => {
        expect(diffPolicies(same, structuredClone(same))).toEqual({ material: false, changes: [] });
      }),
      RUNS,
    );
  });

  test('the way back is the way there, mirrored', () => {
    fc.assert(
      fc.property(policies, policies, (a, b) => {
        const there = directions(diffPolicies(a, b).changes, (direction) => direction);
        const back = directions(diffPolicies(b, a).changes, opposite);

        expect(back).toEqual(there);
      }),
      RUNS,
    );
  });
});

/** Kinds and directions; an added clause mirrors a removed one, and a moved one is told by either end. */
function directions(
  changes: ReturnType<typeof diffPolicies>['changes'],
  turned: typeof opposite,
): readonly string[] {
  return changes
    .filter(({ kind }) => kind !== 'order')
    .map(
      ({ clause, kind, direction }) =>
        `${clause} ${kind.replace(/ (?:added|removed)$/, ' there')} ${turned(direction)}`,
    )
    .toSorted();
}
