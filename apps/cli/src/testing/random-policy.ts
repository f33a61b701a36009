import type { CompiledClause, CompiledPolicy, Rule, UseConditions } from '@troth/compiler';
import type { DecisionRequest, SubjectState } from '@troth/decisions';
import fc from 'fast-check';

const CATEGORIES = ['account', 'account.email', 'account.name', 'trips'];
const PURPOSES = ['travel', 'news'];
const RECIPIENTS = ['bank', 'pier'];
const KINDS = ['delay', 'refund'];

const some = <T>(values: readonly T[]): fc.Arbitrary<T[]> =>
  fc.subarray([...values], { minLength: 1, maxLength: 2 });

const conditions: fc.Arbitrary<UseConditions> = fc.record(
  {
    aggregate: fc.record({ minimum: fc.integer({ min: 2, max: 9 }) }),
    kinds: some(KINDS),
    optOut: fc.constant(true),
    beneficiary: fc.constant('data-subject' as const),
    case: fc.constant(true),
    log: fc.constant(true),
    mask: fc.constant(true),
  },
  { requiredKeys: [] },
);

const rules: fc.Arbitrary<Rule> = fc.oneof(
  fc.record({
    verb: fc.constant('use' as const),
    data: some(CATEGORIES),
    purposes: some(PURPOSES),
    exclusive: fc.boolean(),
    conditions: fc.oneof(fc.constant({}), conditions),
  }),
  fc.record({
    verb: fc.constant('limit' as const),
    data: some(CATEGORIES),
    purposes: some(PURPOSES),
    conditions,
  }),
  fc.record({
    verb: fc.constant('collect' as const),
    data: some(CATEGORIES),
    source: fc.constantFrom('data-subject' as const, 'automatic' as const),
    from: fc.constant([]),
    purposes: fc.subarray(PURPOSES),
  }),
  fc.record({
    verb: fc.constant('never' as const),
    data: some(CATEGORIES),
    act: fc.constantFrom('sell', 'store', 'collect', 'use', 'share'),
  }),
  fc.record({
    verb: fc.constant('share' as const),
    recipients: fc.uniqueArray(
      fc.record({
        recipient: fc.constantFrom(...RECIPIENTS),
        data: some(CATEGORIES),
        purposes: some(PURPOSES),
      }),
      { selector: ({ recipient }) => recipient, minLength: 1 },
    ),
  }),
  fc.record({
    verb: fc.constant('contract' as const),
    recipients: some(RECIPIENTS),
    missing: fc.constantFrom('alarm', 'deny'),
  }),
  fc.record({
    verb: fc.constant('disclose' as const),
    data: some(CATEGORIES),
    bases: some(['law', 'regulation'] as const),
    approvers: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({
    verb: fc.constant('restrict' as const),
    systems: fc.constant(['production']),
    roles: fc.constant(['staff']),
    mfa: fc.boolean(),
    fresh: fc.record({
      amount: fc.integer({ min: 1, max: 12 }),
      unit: fc.constant('hour' as const),
    }),
  }),
  fc.record({
    verb: fc.constant('grant' as const),
    rights: some(['object', 'restrict'] as const),
    data: some(CATEGORIES),
    regions: fc.constant([]),
    purposes: fc.subarray(PURPOSES),
  }),
);

/** A policy of an invented ferry line: whatever clauses, with exceptions and narrowings between them. */
export const randomPolicies: fc.Arbitrary<CompiledPolicy> = fc
  .array(
    fc.record({
      rules: fc.array(rules, { minLength: 1, maxLength: 2 }),
      exceptTo: fc.oneof(
        { weight: 3, arbitrary: fc.constant<number[]>([]) },
        { weight: 1, arbitrary: fc.array(fc.nat(5), { maxLength: 2 }) },
      ),
      narrows: fc.oneof(
        { weight: 3, arbitrary: fc.constant<number[]>([]) },
        { weight: 1, arbitrary: fc.array(fc.nat(5), { maxLength: 2 }) },
      ),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((drawn) => {
    const clauses = drawn.map(({ rules: stated, exceptTo, narrows }, place): CompiledClause => {
      const named = (places: number[]): string[] =>
        [...new Set(places)]
          .filter((other) => other !== place && other < drawn.length)
          .map((other) => `c${other}`);
      return {
        id: `c${place}`,
        section: 'all',
        layout: 'paragraph',
        text: [],
        rules: stated,
        exceptTo: named(exceptTo),
        narrows: named(narrows),
        formerly: [],
      };
    });
    return { ...FRAME, sections: [{ id: 'all', clauses: clauses.map(({ id }) => id) }], clauses };
  });

const FRAME: Omit<CompiledPolicy, 'sections' | 'clauses'> = {
  language: 1,
  hash: '0'.repeat(64),
  controller: { name: 'Harbour Ferries, Inc.', shortName: 'Harbour', aliases: [] },
  contact: { email: 'privacy@harbour.example' },
  version: { published: '2026-01-01', effective: '2026-01-01', reviewed: '2026-01-01' },
  noticeDays: 30,
  approvals: { loosens: [], tightens: [] },
  page: { path: '/privacy', status: 'internal' },
  acknowledgedGaps: [],
  vocabulary: {
    categories: CATEGORIES.map((id) => {
      const base = { id, name: id, sensitivity: 'ordinary', inCode: [] } as const;
      return id.includes('.') ? { ...base, parent: 'account' } : base;
    }),
    purposes: PURPOSES.map((id) => ({ id, name: id })),
    recipients: RECIPIENTS.map((id) => ({
      id,
      name: id,
      role: 'processor',
      hosts: [],
      packages: [],
      infrastructure: [],
      ...(id === 'bank' && { contract: { signed: '2026-01-01', document: 'dpa.pdf' } }),
    })),
    events: [],
    regions: [],
    obligations: [],
  },
};

export const randomRequests: fc.Arbitrary<DecisionRequest> = fc.record(
  {
    action: fc.constantFrom('collect', 'use', 'store', 'share', 'disclose', 'access'),
    data: some(CATEGORIES),
    purpose: fc.constantFrom(...PURPOSES),
    recipient: fc.constantFrom(...RECIPIENTS),
    subject: fc.constant({ id: 's1' }),
    actor: fc.record(
      {
        id: fc.constant('a1'),
        kind: fc.constantFrom('service', 'person'),
        amr: fc.subarray(['pwd', 'otp']),
        authTime: fc.constantFrom('2026-11-23T11:30:00Z', '2026-11-23T06:00:00Z'),
      },
      { requiredKeys: ['id', 'kind'] },
    ),
    context: fc.record(
      {
        aggregate: fc.boolean(),
        groupSize: fc.integer({ min: 1, max: 12 }),
        mask: fc.boolean(),
        log: fc.boolean(),
        kind: fc.constantFrom(...KINDS, 'other'),
        beneficiary: fc.constantFrom('s1', 's2'),
        caseId: fc.constant('c-1'),
        sale: fc.boolean(),
        source: fc.constantFrom('data-subject', 'automatic'),
        basis: fc.constantFrom('law', 'regulation', 'whim'),
        disclosureId: fc.constant('d-1'),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['action', 'data', 'purpose'] },
);

export const randomStates: fc.Arbitrary<SubjectState> = fc.record({
  optOuts: fc.subarray(PURPOSES),
  restricted: fc.oneof(
    { weight: 5, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
});
