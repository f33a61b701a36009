import type {
  CompiledClause,
  CompiledPolicy,
  Duration,
  Rule,
  UseConditions,
} from '@troth/compiler';
import fc from 'fast-check';
import type { DecisionRequest, SubjectState } from '../decision.ts';
import { policyOf, vocabulary } from './northwind.ts';

const categories = ['account', 'account.email', 'account.name', 'card'];
const purposes = vocabulary.purposes.map(({ id }) => id).slice(0, 2);
const recipients = vocabulary.recipients.map(({ id }) => id);

const some = (ids: readonly string[]): fc.Arbitrary<string[]> =>
  fc.subarray([...ids], { minLength: 1, maxLength: 2 });
const any = (ids: readonly string[]): fc.Arbitrary<string[]> =>
  fc.subarray([...ids], { maxLength: 2 });
const oneOf = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

export const conditions: fc.Arbitrary<UseConditions> = fc.record(
  {
    aggregate: fc.record({ minimum: fc.integer({ min: 2, max: 20 }) }),
    kinds: some(['order', 'refund', 'reminder']),
    optOut: fc.constant(true),
    beneficiary: fc.constant('data-subject' as const),
    case: fc.constant(true),
    log: fc.constant(true),
    mask: fc.constant(true),
    notify: fc.constant(true),
    consent: fc.constant(true),
    minimumAge: fc.constantFrom(13, 18),
    products: some(['press', 'shop']),
  },
  { requiredKeys: [] },
);

const window: fc.Arbitrary<Duration> = fc.record({
  amount: fc.integer({ min: 1, max: 90 }),
  unit: oneOf('day' as const, 'month' as const),
});

/** Rules that permit nothing, and of which something is owed. */
export const duties: readonly fc.Arbitrary<Rule>[] = [
  fc.record({
    verb: fc.constant('encrypt' as const),
    scope: fc.constant('in-transit' as const),
    minimum: oneOf('1.2' as const, '1.3' as const),
  }),
  fc.record(
    {
      verb: fc.constant('encrypt' as const),
      scope: fc.constant('at-rest' as const),
      cipher: fc.record({
        algorithm: fc.constant('AES' as const),
        bits: oneOf(128 as const, 192 as const, 256 as const),
      }),
      fields: some(categories),
    },
    { requiredKeys: ['verb', 'scope', 'cipher'] },
  ),
  fc
    .record({
      data: some(categories),
      after: oneOf('account.closed', 'item.deleted'),
      within: window,
      backups: fc.option(window, { nil: undefined }),
    })
    .map(({ backups, ...rule }) => ({
      verb: 'erase' as const,
      ...rule,
      ...(backups && { stages: { systems: rule.within, backups } }),
    })),
  fc.record({
    verb: fc.constant('retain' as const),
    data: some(categories),
    obligations: fc.subarray(['tax-records']),
  }),
];

const rule: fc.Arbitrary<Rule> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      verb: fc.constant('use' as const),
      data: some(categories),
      purposes: some(purposes),
      exclusive: fc.constant(false),
      conditions: fc.oneof(fc.constant({}), conditions),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      verb: fc.constant('use' as const),
      data: some(categories),
      purposes: some(purposes),
      exclusive: fc.constant(true),
      conditions,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      verb: fc.constant('limit' as const),
      data: some(categories),
      purposes: some(purposes),
      conditions,
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      verb: fc.constant('collect' as const),
      data: some(categories),
      source: oneOf('data-subject' as const, 'automatic' as const, 'recipient' as const),
      from: any(recipients),
      purposes: any(purposes),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      verb: fc.constant('never' as const),
      data: some(categories),
      act: oneOf(
        'sell' as const,
        'store' as const,
        'collect' as const,
        'use' as const,
        'share' as const,
      ),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      verb: fc.constant('share' as const),
      recipients: fc.array(
        fc.record(
          {
            recipient: fc.constantFrom(...recipients),
            data: some(categories),
            purposes: some(purposes),
            consent: fc.constant(true as const),
          },
          { requiredKeys: ['recipient', 'data', 'purposes'] },
        ),
        { minLength: 1, maxLength: 3 },
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record(
      {
        verb: fc.constant('contract' as const),
        recipients: some(recipients),
        missing: oneOf('alarm' as const, 'deny' as const),
        outside: some(['EU', 'US']),
      },
      { requiredKeys: ['verb', 'recipients', 'missing'] },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record(
      {
        verb: fc.constant('disclose' as const),
        data: some(categories),
        bases: fc.constant(['law' as const]),
        approvers: fc.constant(2),
        notify: fc.constant(true as const),
      },
      { requiredKeys: ['verb', 'data', 'bases', 'approvers'] },
    ),
  },
  ...duties.map((arbitrary) => ({ weight: 1, arbitrary })),
  {
    weight: 1,
    arbitrary: fc.record({
      verb: fc.constant('restrict' as const),
      systems: fc.constant(['production']),
      roles: fc.constant(['support']),
      mfa: fc.boolean(),
      fresh: fc.record({
        amount: fc.integer({ min: 1, max: 12 }),
        unit: fc.constant('hour' as const),
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      verb: fc.constant('grant' as const),
      rights: fc.subarray(['object' as const, 'restrict' as const], { minLength: 1 }),
      data: any(categories),
      regions: fc.constant([]),
      purposes: any(purposes),
    }),
  },
);

/** A clause whose number the policy gives it; references go to whatever clauses there are. */
export const clauses: fc.Arbitrary<CompiledClause[]> = fc
  .array(
    fc.record({
      rules: fc.array(rule, { minLength: 1, maxLength: 2 }),
      exceptTo: fc.array(fc.nat(9), { maxLength: 3 }),
      narrows: fc.oneof(
        { weight: 3, arbitrary: fc.constant<number[]>([]) },
        { weight: 1, arbitrary: fc.array(fc.nat(9), { maxLength: 2 }) },
      ),
    }),
    { minLength: 1, maxLength: 10 },
  )
  .map((drawn) =>
    drawn.map(({ rules, exceptTo, narrows }, place) => {
      const named = (places: number[]): string[] =>
        [...new Set(places)]
          .filter((other) => other !== place && other < drawn.length)
          .map((other) => `c${other}`);
      return {
        id: `c${place}`,
        section: 'all',
        layout: 'paragraph' as const,
        text: [],
        rules,
        exceptTo: named(exceptTo),
        narrows: named(narrows),
        formerly: [],
      };
    }),
  );

export const policies: fc.Arbitrary<CompiledPolicy> = clauses.map(policyOf);

function fromRegion(region: string): NonNullable<DecisionRequest['subject']> {
  return { id: 's1', region };
}

export const requests: fc.Arbitrary<DecisionRequest> = fc.record(
  {
    action: oneOf(
      'collect' as const,
      'use' as const,
      'store' as const,
      'share' as const,
      'disclose' as const,
      'access' as const,
    ),
    data: fc.oneof(
      { weight: 9, arbitrary: fc.subarray(categories, { minLength: 1, maxLength: 2 }) },
      { weight: 1, arbitrary: fc.constantFrom(['unknown'], ['unknown', 'card'], []) },
    ),
    purpose: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...purposes) },
      { weight: 1, arbitrary: oneOf('unknown', '') },
    ),
    recipient: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...recipients) },
      { weight: 1, arbitrary: fc.constant('unknown') },
    ),
    subject: fc.oneof(
      { weight: 3, arbitrary: fc.constant({ id: 's1' }) },
      { weight: 1, arbitrary: oneOf('EU', 'DE', 'US-CA', '??').map(fromRegion) },
    ),
    actor: fc.record(
      {
        id: fc.constant('a1'),
        kind: oneOf('service' as const, 'person' as const),
        amr: fc.subarray(['pwd', 'otp', 'mfa', 'user']),
        authTime: oneOf('2026-11-23T11:30:00Z', '2026-11-23T06:00:00Z', '2026-11-20T00:00:00Z'),
      },
      { requiredKeys: ['id', 'kind'] },
    ),
    context: fc.record(
      {
        aggregate: fc.boolean(),
        groupSize: fc.integer({ min: 1, max: 30 }),
        mask: fc.boolean(),
        log: fc.boolean(),
        notify: fc.boolean(),
        kind: oneOf('order', 'refund', 'other'),
        beneficiary: oneOf('s1', 's2'),
        caseId: oneOf('', 'c-1'),
        sale: fc.oneof(
          { weight: 5, arbitrary: fc.constant(false) },
          { weight: 1, arbitrary: fc.constant(true) },
        ),
        source: oneOf('data-subject', 'automatic', ...recipients),
        basis: oneOf('law', 'whim'),
        disclosureId: oneOf('', 'd-1'),
        age: oneOf(0, 13, 17, 18),
        product: oneOf('press', 'shop', 'other'),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['action', 'data', 'purpose'] },
);

export const states: fc.Arbitrary<SubjectState> = fc.record(
  {
    consents: any(purposes),
    optOuts: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: any(purposes) },
    ),
    restricted: fc.oneof(
      { weight: 5, arbitrary: fc.constant(false) },
      { weight: 1, arbitrary: fc.constant(true) },
    ),
  },
  { requiredKeys: ['optOuts', 'restricted'] },
);
