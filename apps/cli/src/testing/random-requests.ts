import type { DecisionRequest, SubjectState } from '@troth/decisions';
import { regions, words } from '@troth/random-policies';
import fc from 'fast-check';

/** Requests in the words of random policies. */
export const randomRequests: fc.Arbitrary<DecisionRequest> = fc.record(
  {
    action: fc.constantFrom('collect', 'use', 'store', 'share', 'disclose', 'access'),
    data: fc.subarray([...words], { minLength: 1, maxLength: 2 }),
    purpose: fc.constantFrom(...words),
    recipient: fc.constantFrom(...words),
    subject: fc.record(
      { id: fc.constant('s1'), region: fc.constantFrom(...regions) },
      { requiredKeys: ['id'] },
    ),
    actor: fc.record(
      {
        id: fc.constant('a1'),
        kind: fc.constantFrom('service', 'person'),
        amr: fc.subarray(['pwd', 'otp']),
        authTime: fc.constantFrom('2026-11-23T11:30:00Z', '2026-11-20T06:00:00Z'),
      },
      { requiredKeys: ['id', 'kind'] },
    ),
    context: fc.record(
      {
        aggregate: fc.boolean(),
        groupSize: fc.integer({ min: 1, max: 5 }),
        mask: fc.boolean(),
        log: fc.boolean(),
        notify: fc.boolean(),
        kind: fc.constantFrom(...words, 'other'),
        beneficiary: fc.constantFrom('s1', 's2'),
        caseId: fc.constant('c-1'),
        sale: fc.boolean(),
        source: fc.constantFrom('data-subject', 'automatic', ...words),
        basis: fc.constantFrom('law', 'regulation', 'whim'),
        disclosureId: fc.constant('d-1'),
        age: fc.integer({ min: 0, max: 4 }),
        product: fc.constantFrom(...words, 'other'),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['action', 'data', 'purpose'] },
);

export const randomStates: fc.Arbitrary<SubjectState> = fc.record({
  optOuts: fc.oneof({ weight: 3, arbitrary: fc.constant<string[]>([]) }, fc.subarray([...words])),
  restricted: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
  consents: fc.subarray([...words]),
});
