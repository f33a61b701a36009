import type { LimitRule, NeverRule, UseConditions } from '@troth/compiler';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conditionsOf, type Condition } from './conditions.ts';
import { decide } from './decide.ts';
import { compileDecider } from './decider.ts';
import { checkDecisions, inOrder } from './testing/check-decisions.ts';
import { clauses, conditions, duties, policies, requests, states } from './testing/arbitrary.ts';
import { furtherDemands, isMetBy, leavingOpen, withDemand } from './testing/demands.ts';
import { decideNaively } from './testing/naive.ts';
import { clause, policyOf, vocabulary } from './testing/northwind.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const RUNS = { numRuns: Number(process.env['TROTH_LAW_RUNS'] ?? 3_000), seed: 20_261_123 };

const nevers: fc.Arbitrary<NeverRule> = fc.record({
  verb: fc.constant('never'),
  data: fc.subarray(
    vocabulary.categories.map(({ id }) => id),
    { minLength: 1, maxLength: 2 },
  ),
  act: fc.constantFrom('sell', 'store', 'collect', 'use', 'share'),
});

const limits: fc.Arbitrary<LimitRule> = fc.record({
  verb: fc.constant('limit'),
  data: fc.subarray(
    vocabulary.categories.map(({ id }) => id),
    { minLength: 1, maxLength: 2 },
  ),
  purposes: fc.subarray(
    vocabulary.purposes.map(({ id }) => id),
    { minLength: 1 },
  ),
  conditions: fc.record(
    {
      minimumAge: fc.constantFrom(13, 18),
      products: fc.constant(['shop']),
      consent: fc.constant(true),
      mask: fc.constant(true),
    },
    { requiredKeys: ['minimumAge'] },
  ),
});

describe('laws of decisions', () => {
  test('verdict, reasons and obligations are those of a plain reading of every clause', () => {
    fc.assert(
      fc.property(policies, requests, states, (policy, request, state) => {
        expect(inOrder(decide(policy, request, state, NOW))).toEqual(
          inOrder(decideNaively(policy, request, state, NOW)),
        );
      }),
      RUNS,
    );
  });

  test('a further prohibition permits nothing new', () => {
    fc.assert(
      fc.property(clauses, nevers, requests, states, (stated, never, request, state) => {
        const before = decide(policyOf(stated), request, state, NOW);
        const after = decide(policyOf([...stated, clause('new', never)]), request, state, NOW);

        expect(before.effect === 'deny' && after.effect === 'permit').toBe(false);
      }),
      RUNS,
    );
  });

  test('a further limit permits nothing new', () => {
    fc.assert(
      fc.property(clauses, limits, requests, states, (stated, limit, request, state) => {
        const before = decide(policyOf(stated), request, state, NOW);
        const after = decide(policyOf([...stated, clause('new', limit)]), request, state, NOW);

        expect(before.effect === 'deny' && after.effect === 'permit').toBe(false);
      }),
      RUNS,
    );
  });

  test('without any consent on record nothing new is permitted', () => {
    fc.assert(
      fc.property(policies, requests, states, (policy, request, state) => {
        const before = decide(policy, request, state, NOW);
        const after = decide(policy, request, { ...state, consents: [] }, NOW);

        expect(before.effect === 'deny' && after.effect === 'permit').toBe(false);
      }),
      RUNS,
    );
  });

  test('a kept answer is the naive one too, and one thing tighter in a policy permits nothing new', () => {
    const trial = checkDecisions(Math.ceil(RUNS.numRuns / 6), RUNS.seed);

    expect(trial.permits).toBeGreaterThan(trial.decisions / 20);
  });

  test('one more demand of a policy drops nothing that was owed', () => {
    const demands = fc.oneof(...duties);
    fc.assert(
      fc.property(policies, demands, requests, states, (policy, demand, request, state) => {
        const open = leavingOpen(request);
        const before = decide(policy, open, state, NOW);
        for (const further of [...furtherDemands(policy), withDemand(policy, demand)]) {
          const after = decide(further, open, state, NOW);
          expect(after.effect).toBe(before.effect);
          expect(before.obligations.filter((owed) => !isMetBy(owed, after.obligations))).toEqual(
            [],
          );
        }
      }),
      { ...RUNS, numRuns: Math.ceil(RUNS.numRuns / 6) },
    );
  });

  test('one more objection or restriction of the subject permits nothing new', () => {
    fc.assert(
      fc.property(policies, requests, states, (policy, request, state) => {
        const optOuts = [...state.optOuts, request.purpose];
        const before = decide(policy, request, state, NOW);

        for (const stricter of [
          { ...state, optOuts },
          { ...state, restricted: true },
        ]) {
          const after = decide(policy, request, stricter, NOW);
          expect(before.effect === 'deny' && after.effect === 'permit').toBe(false);
        }
      }),
      RUNS,
    );
  });

  test('a decider gives the same answer however often and in whatever order it is asked', () => {
    fc.assert(
      fc.property(
        policies,
        fc.array(requests, { maxLength: 6 }),
        states,
        (policy, asked, state) => {
          const decider = compileDecider(policy);
          const fresh = asked.map((request) => decide(policy, request, state, NOW));

          const kept = [...asked, ...asked].map((request) => decider.decide(request, state, NOW));

          expect(kept).toEqual([...fresh, ...fresh]);
        },
      ),
      { ...RUNS, numRuns: 300 },
    );
  });

  test('two conditions that mean the same are judged the same', () => {
    const of = (conditions: UseConditions): readonly Condition[] =>
      conditionsOf(conditions, 0, { purpose: 'news', objectors: [] });
    fc.assert(
      fc.property(conditions, conditions, requests, states, (some, others, request, state) => {
        for (const one of of(some)) {
          const same = of(others).find(({ means }) => means === one.means);
          if (same === undefined) continue;
          expect(same.judge(request, state, NOW)).toBe(one.judge(request, state, NOW));
        }
      }),
      RUNS,
    );
  });

  test('a deny owes nothing, and a permit has a reason', () => {
    fc.assert(
      fc.property(policies, requests, states, (policy, request, state) => {
        const { effect, obligations, reasons } = decide(policy, request, state, NOW);

        expect(effect === 'deny' ? obligations : reasons.slice(0, 1)).toHaveLength(
          effect === 'deny' ? 0 : 1,
        );
      }),
      RUNS,
    );
  });
});
