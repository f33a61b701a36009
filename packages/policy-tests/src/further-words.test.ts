import { compilePolicy, type CompiledPolicy } from '@troth/compiler';
import { expect, test } from 'vitest';
import { runPolicyTests } from './run-policy-tests.ts';

const SETTINGS = `language: 1
controller: { name: "Example, Inc.", short: Example, aliases: [] }
contact: { email: privacy@example.com }
version: { published: 2026-01-01, effective: 2026-01-01, reviewed: 2026-01-01 }
notice_days: 30
approvals: { loosens: [legal], tightens: [] }
page: { path: /privacy, status: internal }
sections: [all]
`;
const CLAUSES = `clauses:
  - { id: asked, text: a, use: { data: [runs], for: [serve], basis: consent } }
  - { id: grown, text: b, limit: { data: [runs], for: [serve], minimumAge: 18, products: [free] } }
  - { id: staged, text: c, erase: { data: [runs], after: run.deleted, stages: { trash: 25 days, systems: 30 days } } }
  - { id: right, text: d, grant: { rights: [access], within: 45 days, extension: 30 days, appeal: 60 days } }
`;

test('consents, ages and products are said in a test, and each one missing is noticed', () => {
  const told = messagesOf(`
  - name: yes
    when: { use: runs, for: serve, subject: { consented-to: [serve] }, with: { age: 18, product: free } }
    then: { permit: asked }
  - name: no consent
    when: { use: runs, for: serve, with: { age: 18, product: free } }
    then: { permit: asked }
  - name: no age
    when: { use: runs, for: serve, subject: { consented-to: [serve] }, with: { product: free } }
    then: { permit: asked }`);

  expect(told.map((message) => message?.split(':')[0])).toEqual([
    undefined,
    'expected permit, got deny by asked',
    'expected permit, got deny by grown',
  ]);
});

test('a stage that ends on another day fails the test', () => {
  const told = messagesOf(`
  - name: right
    when: { event: run.deleted, item: runs, at: 2026-01-01 }
    then: { stages: { trash: 2026-01-26, systems: 2026-02-25 } }
  - name: wrong
    when: { event: run.deleted, item: runs, at: 2026-01-01 }
    then: { stages: { trash: 2026-01-25, systems: 2026-02-25 } }`);

  expect(told).toEqual([
    undefined,
    'expected stages to end: systems 2026-02-25T00:00:00.000Z, trash 2026-01-25T00:00:00.000Z; got systems 2026-02-25T00:00:00.000Z, trash 2026-01-26T00:00:00.000Z',
  ]);
});

test('an extension and the time of an appeal are compared', () => {
  const told = messagesOf(`
  - name: right
    when: { request: access, of: runs }
    then: { granted: right, within: 45 days, extension: 30 days, appeal: 60 days }
  - name: wrong
    when: { request: access, of: runs }
    then: { extension: 45 days, appeal: 45 days }`);

  expect(told).toEqual([
    undefined,
    'expected more time of: 45 days; got 30 days; expected an answer to an appeal within: 45 days; got 60 days',
  ]);
});

function messagesOf(tests: string): readonly (string | undefined)[] {
  const file = { path: 'tests/a.yaml', text: `now: 2026-06-01\ntests:${tests}\n` };
  return runPolicyTests(compiled(), [file]).tests.map(({ message }) => message);
}

function compiled(): CompiledPolicy {
  const { policy, diagnostics } = compilePolicy([
    { path: 'policy.yaml', text: SETTINGS },
    { path: 'clauses/all.yaml', text: CLAUSES },
    { path: 'vocabulary/categories.yaml', text: 'categories: [{ id: runs, name: runs }]' },
    { path: 'vocabulary/purposes.yaml', text: 'purposes: [{ id: serve, name: serving }]' },
    {
      path: 'vocabulary/events.yaml',
      text: 'events: [{ id: run.deleted, name: a run is deleted, about: item }]',
    },
  ]);
  if (policy === undefined) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return policy;
}
