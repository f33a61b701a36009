import type { CompiledPolicy } from '@troth/compiler';
import { decide, type DecisionRequest, type SubjectState } from '@troth/decisions';
import { diffPolicies, type Direction } from '@troth/diff';
import { mutatePolicy } from '@troth/policy-tests';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomPolicies, randomRequests, randomStates } from './testing/random-policy.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const RUNS = { numRuns: 1_500, seed: 20_261_123 };

/** A policy and one that differs a little, so that the diff often has an order for the two. */
const pairs = fc
  .tuple(randomPolicies, fc.nat(), fc.nat(), fc.boolean())
  .map(([policy, first, second, isTwice]): readonly [CompiledPolicy, CompiledPolicy] => {
    const once = mutantOf(policy, first);
    return [policy, isTwice ? mutantOf(once, second) : once];
  });

test(
  'what the diff calls tighter permits nothing that was not permitted',
  { timeout: 120_000 },
  () => {
    let compared = 0;
    fc.assert(
      fc.property(
        pairs,
        fc.array(fc.tuple(randomRequests, randomStates), { minLength: 20, maxLength: 20 }),
        ([base, head], asked) => {
          const directions = new Set(
            diffPolicies(base, head).changes.map(({ direction }) => direction),
          );
          directions.delete('editorial');
          const [direction, ...others] = directions;
          if (direction === undefined || others.length > 0 || direction === 'mixed') return;
          compared += 1;
          const [looser, tighter] = inOrder(direction, base, head);
          for (const [request, state] of asked) {
            const isNew =
              isPermitted(tighter, request, state) && !isPermitted(looser, request, state);
            expect(isNew ? request : undefined).toBeUndefined();
          }
        },
      ),
      RUNS,
    );

    expect(compared).toBeGreaterThan(500);
  },
);

function inOrder(
  direction: Direction,
  base: CompiledPolicy,
  head: CompiledPolicy,
): readonly [looser: CompiledPolicy, tighter: CompiledPolicy] {
  return direction === 'tightens' ? [base, head] : [head, base];
}

function isPermitted(
  policy: CompiledPolicy,
  request: DecisionRequest,
  state: SubjectState,
): boolean {
  return decide(policy, request, state, NOW).effect === 'permit';
}

function mutantOf(policy: CompiledPolicy, drawn: number): CompiledPolicy {
  const mutants = mutatePolicy(policy);
  return mutants[drawn % mutants.length]?.policy ?? policy;
}
