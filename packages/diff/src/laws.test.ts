import type { Duration, Rule } from '@troth/compiler';
import fc from 'fast-check';
import { opposite } from '@troth/orders';
import { describe, expect, test } from 'vitest';
import { diffPolicies } from './diff-policies.ts';
import { policy } from './testing/tailwind.ts';

const RUNS = { numRuns: 2_000, seed: 20_261_123 };

const durations: fc.Arbitrary<Duration> = fc.record({
  amount: fc.integer({ min: 1, max: 62 }),
  unit: fc.constantFrom('hour', 'day', 'month', 'year'),
});
const days: fc.Arbitrary<Duration> = fc.record({
  amount: fc.integer({ min: 1, max: 30 }),
  unit: fc.constant('day' as const),
});

const data = fc.subarray(['account', 'account.email', 'account.name', 'trips'], { minLength: 1 });
const purposes = fc.subarray(['billing', 'marketing'], { minLength: 1 });
const rules: fc.Arbitrary<Rule> = fc.oneof(
  fc.record({
    verb: fc.constant('use' as const),
    data,
    purposes,
    exclusive: fc.boolean(),
    conditions: fc.record(
      {
        optOut: fc.constant(true),
        kinds: fc.subarray(['x', 'y'], { minLength: 1 }),
        consent: fc.constant(true),
        minimumAge: fc.constantFrom(13, 18),
        products: fc.subarray(['web', 'phone'], { minLength: 1 }),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record(
    {
      verb: fc.constant('erase' as const),
      data,
      after: fc.constantFrom('a', 'b'),
      within: durations,
      idle: durations,
      stages: fc.record(
        { trash: days, backups: days, systems: fc.constant<Duration>({ amount: 1, unit: 'day' }) },
        { requiredKeys: ['trash', 'systems'] },
      ),
    },
    { requiredKeys: ['verb', 'data', 'after', 'within'] },
  ),
  fc.record(
    {
      verb: fc.constant('grant' as const),
      rights: fc.constant(['access' as const]),
      data,
      regions: fc.constant([]),
      purposes: fc.constant([]),
      within: fc.constant<Duration>({ amount: 1, unit: 'month' }),
      extension: durations,
      appeal: durations,
    },
    { requiredKeys: ['verb', 'rights', 'data', 'regions', 'purposes'] },
  ),
  fc.record(
    {
      verb: fc.constant('contract' as const),
      recipients: fc.constant(['mailer']),
      missing: fc.constantFrom('alarm' as const, 'deny' as const),
      outside: fc.subarray(['EU', 'US'], { minLength: 1 }),
    },
    { requiredKeys: ['verb', 'recipients', 'missing'] },
  ),
  fc.record({
    verb: fc.constant('limit' as const),
    data,
    purposes,
    conditions: fc.record({ minimumAge: fc.constantFrom(13, 18) }),
  }),
  fc.record({
    verb: fc.constant('never' as const),
    data,
    act: fc.constantFrom('sell' as const, 'store' as const),
  }),
  fc.record({
    verb: fc.constant('collect' as const),
    data,
    source: fc.constantFrom('data-subject' as const, 'automatic' as const),
    from: fc.constant([]),
    purposes,
  }),
  fc.record({
    verb: fc.constant('share' as const),
    recipients: fc.uniqueArray(
      fc.record(
        {
          recipient: fc.constantFrom('mailer', 'payer'),
          data,
          purposes,
          consent: fc.constant(true as const),
        },
        { requiredKeys: ['recipient', 'data', 'purposes'] },
      ),
      { selector: ({ recipient }) => recipient, minLength: 1 },
    ),
  }),
  fc.record({
    verb: fc.constant('control' as const),
    control: fc.constantFrom('review', 'drill'),
    every: durations,
  }),
);
const policies = fc
  .dictionary(fc.constantFrom('a', 'b', 'c'), fc.array(rules, { maxLength: 3 }), {
    noNullPrototype: true,
  })
  .map((clauses) => policy(clauses));

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

  test('rules that differ never pass as editorial', () => {
    fc.assert(
      fc.property(rules, rules, (a, b) => {
        fc.pre(JSON.stringify(a) !== JSON.stringify(b));
        const { changes } = diffPolicies(policy({ a: [a] }), policy({ a: [b] }));

        expect(changes.filter(({ direction }) => direction === 'editorial')).toEqual([]);
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
