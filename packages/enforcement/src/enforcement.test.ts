import { compilePolicy, type CompiledPolicy } from '@troth/compiler';
import { expect, test } from 'vitest';
import { enforcementOf, type ClauseEnforcement } from './enforcement.ts';
import type { Evidence, Mechanism } from './mechanism.ts';

const now = new Date('2026-06-01T00:00:00Z');

function policyOf(
  clauses: string,
  more: { readonly gaps?: string; readonly contract?: string } = {},
): CompiledPolicy {
  const { policy, diagnostics } = compilePolicy([
    {
      path: 'policy.yaml',
      text: `language: 1
controller: { name: "Example, Inc.", short: Example, aliases: [] }
contact: { email: privacy@example.com }
version: { published: 2026-01-01, effective: 2026-01-01, reviewed: 2026-01-01 }
notice_days: 30
approvals: { loosens: [legal], tightens: [] }
page: { path: /privacy, status: internal }
sections: [all]
${more.gaps ?? ''}`,
    },
    { path: 'clauses/all.yaml', text: `clauses:\n  - ${clauses}\n` },
    { path: 'vocabulary/categories.yaml', text: 'categories: [{ id: runs, name: runs }]' },
    { path: 'vocabulary/purposes.yaml', text: 'purposes: [{ id: serve, name: serving }]' },
    {
      path: 'vocabulary/recipients.yaml',
      text: `recipients: [{ id: host, name: Hostly, role: processor${more.contract ?? ''} }]`,
    },
    {
      path: 'vocabulary/events.yaml',
      text: 'events: [{ id: item.deleted, name: deleted, about: item }]',
    },
  ]);
  if (!policy) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return policy;
}

function mechanisms(...ids: readonly string[]): readonly Mechanism[] {
  return ids.map((id) => ({ id, kind: 'runtime', test: { file: 'x.test.ts', title: 'x' } }));
}

function only(
  policy: CompiledPolicy,
  found: readonly Mechanism[],
  evidence: readonly Evidence[] = [],
): ClauseEnforcement | undefined {
  return enforcementOf(policy, found, evidence, now).clauses[0];
}

const cardNumber = '{ id: a, text: x, never: { store: [runs] } }';
const penetrationTest =
  '{ id: a, text: x, control: { control: penetration-test, every: 365 days } }';
const contract = '{ id: a, text: x, contract: { with: [host], missing: alarm } }';

test('a clause is enforced when every mechanism that must keep it is there', () => {
  expect(
    only(policyOf(cardNumber), mechanisms('decisions/never', 'collection/card-number')),
  ).toMatchObject({ status: 'enforced', missing: [] });
});

test('a clause with one mechanism missing is a gap that names it, not half kept', () => {
  expect(only(policyOf(cardNumber), mechanisms('decisions/never'))).toMatchObject({
    status: 'gap',
    enforcedBy: [{ id: 'decisions/never' }],
    missing: ['the mechanism collection/card-number'],
  });
});

test('what a sentence promises beyond every mechanism is named even when it is enforced', () => {
  expect(
    only(policyOf(cardNumber), mechanisms('decisions/never', 'collection/card-number'))?.remainder,
  ).toEqual(['free text and uploads are not read']);
});

test('a control is kept while its evidence is younger than the cadence, and not a day longer', () => {
  const policy = policyOf(penetrationTest);
  const at = (instant: string): string | undefined =>
    only(policy, [], [{ control: 'penetration-test', at: instant }])?.status;

  expect([
    at('2025-06-01T00:00:00Z'),
    at('2025-05-31T23:59:59Z'),
    at('2026-06-01T00:00:01Z'),
  ]).toEqual(['evidenced', 'gap', 'gap']);
});

test('a recipient without a contract in force makes the clause a gap', () => {
  const status = (entry: string): string | undefined =>
    only(policyOf(contract, { contract: entry }), mechanisms('decisions/share'))?.status;

  expect(status('')).toBe('gap');
  expect(status(', contract: { signed: 2026-01-01, expires: 2026-06-01, document: dpa.pdf }')).toBe(
    'gap',
  );
  expect(status(', contract: { signed: 2026-01-01, expires: 2026-06-02, document: dpa.pdf }')).toBe(
    'evidenced',
  );
});

test('a clause that says it has no rule is informational, one to be written is a gap', () => {
  expect(only(policyOf('{ id: a, text: x, informational: true, because: y }'), [])?.status).toBe(
    'informational',
  );
  expect(only(policyOf('{ id: a, text: x, todo: 2026-09-01 }'), [])).toMatchObject({
    status: 'gap',
    missing: ['a rule, to be written by 2026-09-01'],
  });
});

test('an acknowledged gap stays a gap, and its acknowledgement ends on its day', () => {
  const gaps = (until: string): string => `gaps: [{ clause: a, because: soon, until: ${until} }]`;
  const gapsOf = (until: string): unknown =>
    enforcementOf(policyOf(cardNumber, { gaps: gaps(until) }), [], [], now).gaps;

  expect(gapsOf('2026-06-02')).toEqual([{ clause: 'a', acknowledged: true }]);
  expect(gapsOf('2026-06-01')).toEqual([{ clause: 'a', acknowledged: false }]);
});

test.each([
  [
    'an appeal',
    '{ id: a, text: x, grant: { rights: [rectify], appeal: 60 days } }',
    'the mechanism requests/appeal',
  ],
  [
    'more time',
    '{ id: a, text: x, grant: { rights: [rectify], within: 1 month, extension: 2 months } }',
    'the mechanism requests/extend',
  ],
  [
    'an end to accounts that nobody uses',
    '{ id: a, text: x, erase: { data: [runs], after: item.deleted, idle: 1 year, within: 1 day } }',
    'the mechanism events/inactivity',
  ],
  [
    'a trash',
    '{ id: a, text: x, erase: { data: [runs], after: item.deleted, stages: { trash: 1 day, systems: 1 day } } }',
    'the mechanism erasures/trash',
  ],
])('who promises %s has a gap until something keeps it', (_what, clause, missing) => {
  expect(only(policyOf(clause), [])?.missing).toContain(missing);
});

test('fields that are promised to be encrypted one by one need what encrypts them', () => {
  const stored = '{ id: a, text: x, encrypt: { scope: at rest, cipher: AES-256, fields: [runs] } }';
  const scans = ['rest/unencrypted-storage', 'rest/weak-cipher'] as const;

  expect(only(policyOf(stored), mechanisms(...scans))?.missing).toEqual([
    'the mechanism envelope/fields',
  ]);
  expect(only(policyOf(stored), mechanisms(...scans, 'envelope/fields'))?.status).toBe('enforced');
});

test('an age, a plan and a consent are kept by the decision itself', () => {
  const limit =
    '{ id: a, text: x, limit: { data: [runs], for: [serve], minimumAge: 18, products: [free], requires: [consent] } }';

  expect(only(policyOf(limit), mechanisms('decisions/use'))?.status).toBe('enforced');
});

test('what backups still hold is named as beyond every mechanism', () => {
  const staged =
    '{ id: a, text: x, erase: { data: [runs], after: item.deleted, stages: { systems: 1 day, backups: 2 days } } }';

  expect(only(policyOf(staged), [])?.remainder).toEqual([
    'what recipients delete on request is shown by their own confirmations; copies in backups leave as the backups expire, which no erasure reaches',
  ]);
});
