import type { Duration, Rule, Verb } from '@troth/compiler';
import { opposite, together, type Comparison } from '@troth/orders';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffPolicies } from './diff-policies.ts';
import { policy } from './testing/tailwind.ts';

const RUNS = { numRuns: 400, seed: 20_261_123 };

const oneOf = <const T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const some = <const T>(...values: readonly T[]): fc.Arbitrary<T[]> =>
  fc.subarray([...values], { minLength: 1 });
const any = <const T>(...values: readonly T[]): fc.Arbitrary<T[]> => fc.subarray([...values]);
const data = some('account', 'account.email', 'trips');
const purposes = some('billing', 'marketing');
const windows: fc.Arbitrary<Duration> = oneOf(
  { amount: 7, unit: 'day' },
  { amount: 30, unit: 'day' },
  { amount: 1, unit: 'month' },
);

/** Few values each, so that two drawn rules often have an order. */
const RULES: Readonly<Record<Verb, fc.Arbitrary<Rule>>> = {
  collect: fc.record({
    verb: oneOf('collect'),
    data,
    source: oneOf('data-subject', 'automatic'),
    from: any('mailer'),
    purposes: any('billing', 'marketing'),
  }),
  use: fc.record({
    verb: oneOf('use'),
    data,
    purposes,
    exclusive: fc.boolean(),
    conditions: fc.record(
      { optOut: oneOf(true), aggregate: oneOf({ minimum: 2 }, { minimum: 10 }) },
      { requiredKeys: [] },
    ),
  }),
  limit: fc.record({
    verb: oneOf('limit'),
    data,
    purposes,
    conditions: oneOf({ log: true }, { log: true, mask: true }),
  }),
  never: fc.record({ verb: oneOf('never'), data, act: oneOf('sell', 'store') }),
  retain: fc.oneof(
    fc.record({
      verb: oneOf('retain'),
      data,
      while: oneOf('account.active'),
      obligations: fc.constant([]),
    }),
    fc.record({ verb: oneOf('retain'), data, obligations: some('tax', 'trade') }),
  ),
  erase: fc.record({ verb: oneOf('erase'), data, after: oneOf('account.closed'), within: windows }),
  share: fc.record({
    verb: oneOf('share'),
    recipients: fc.uniqueArray(fc.record({ recipient: oneOf('mailer', 'payer'), data, purposes }), {
      selector: ({ recipient }) => recipient,
      minLength: 1,
    }),
  }),
  contract: fc.record({
    verb: oneOf('contract'),
    recipients: some('mailer', 'payer'),
    missing: oneOf('alarm', 'deny'),
  }),
  disclose: fc.record({
    verb: oneOf('disclose'),
    data,
    bases: some('law', 'regulation'),
    approvers: oneOf(1, 2),
  }),
  encrypt: fc.oneof(
    fc.record({ verb: oneOf('encrypt'), scope: oneOf('in-transit'), minimum: oneOf('1.2', '1.3') }),
    fc.record({
      verb: oneOf('encrypt'),
      scope: oneOf('at-rest'),
      cipher: fc.record({ algorithm: oneOf('AES'), bits: oneOf(128, 192, 256) }),
    }),
  ),
  restrict: fc.record({
    verb: oneOf('restrict'),
    systems: some('till', 'door'),
    roles: some('staff', 'guests'),
    mfa: fc.boolean(),
  }),
  control: fc.record({ verb: oneOf('control'), control: oneOf('drill'), every: windows }),
  grant: fc.record({
    verb: oneOf('grant'),
    rights: some('access', 'export'),
    data,
    regions: any('EU'),
    purposes: fc.constant([]),
    within: windows,
  }),
};

describe.each(Object.entries(RULES))('the order of promises to %s', (_verb, rules) => {
  test('is reflexive: a rule is as tight as itself', () => {
    fc.assert(
      fc.property(rules, (rule) => {
        expect(compared(rule, structuredClone(rule))).toBe('equal');
      }),
      RUNS,
    );
  });

  test('is antisymmetric: the way back is the way there, mirrored', () => {
    fc.assert(
      fc.property(rules, rules, (a, b) => {
        expect(compared(b, a)).toBe(opposite(compared(a, b)));
      }),
      RUNS,
    );
  });

  test('is transitive: tighter than the tighter one is tighter', () => {
    let chains = 0;
    fc.assert(
      fc.property(rules, rules, rules, (a, b, c) => {
        if (!isWithin(compared(a, b)) || !isWithin(compared(b, c))) return;
        chains += 1;
        expect(isWithin(compared(a, c))).toBe(true);
      }),
      // Three drawn rules rarely stand in a row.
      { ...RUNS, numRuns: 3_000 },
    );

    expect(chains).toBeGreaterThan(0);
  });
});

function isWithin(comparison: Comparison): boolean {
  return comparison === 'equal' || comparison === 'tightens';
}

/** How the one rule of a clause stands to the one that takes its place. */
function compared(before: Rule, after: Rule): Comparison {
  const { changes } = diffPolicies(policy({ a: [before] }), policy({ a: [after] }));
  return together(
    changes.map(({ direction }) => (direction === 'editorial' ? 'equal' : direction)),
  );
}
