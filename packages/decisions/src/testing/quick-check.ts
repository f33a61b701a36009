import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import type { compileDecider } from '../decider.ts';
import { policies } from './arbitrary.ts';
import { inOrder, manyQuestions } from './check-decisions.ts';
import { decideNaively } from './naive.ts';

// What a fault in the engine is shown first: what the naive evaluator answers, written down once.
export const below = '../';
export const entry = '../decider.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const POLICIES = Number(process.env['TROTH_CHECKED_POLICIES'] ?? 700);

/** @throws Error at the first answer that is another one, or another one when asked again */
export function prepared(): (engine: { readonly compileDecider: typeof compileDecider }) => void {
  const trials = fc.tuple(policies, manyQuestions);
  const drawn = fc.sample(trials, { numRuns: POLICIES, seed: 20_261_123 });
  const cases = drawn.map(([policy, asked]) => ({
    policy,
    asked: asked.map(({ request, state }) => ({
      request,
      state,
      wanted: inOrder(decideNaively(policy, request, state, NOW)),
    })),
  }));
  return (engine) => {
    for (const { policy, asked } of cases) {
      const decider = engine.compileDecider(policy);
      for (const { request, state, wanted } of [...asked, ...asked]) {
        const given = inOrder(decider.decide(request, state, NOW));
        if (!isDeepStrictEqual(given, wanted)) throw new Error('another answer');
      }
    }
  };
}
