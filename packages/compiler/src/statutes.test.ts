import { expect, test } from 'vitest';
import { compilePolicy } from './compile.ts';
import { gdpr } from './statutes/gdpr.ts';
import { unitedStates } from './statutes/united-states.ts';
import { withClauses } from './testing/minimal-policy.ts';

function questions(clauses: string): ReadonlySet<string> {
  const { diagnostics } = compilePolicy(withClauses(clauses));
  return new Set(
    diagnostics
      .filter(({ code }) => code === 'policy/statute')
      .map(({ message }) => message.split(':')[0] ?? ''),
  );
}

const silent = '  - { id: a, text: We run., informational: true, because: x }';

test('a policy that says nothing is asked every question that does not depend on what it does', () => {
  expect([...questions(silent)]).toEqual(
    expect.arrayContaining(['G01', 'G05', 'G10', 'G24.access', 'G28', 'G30']),
  );
});

test.each([
  ['G01', '  - { id: a, text: The legal basis is the contract., informational: true, because: x }'],
  [
    'G10',
    '  - { id: a, text: You can lodge a complaint with the authority., informational: true, because: x }',
  ],
  [
    'G15',
    '  - { id: a, text: "We answer within {{ grant.within }}.", grant: { rights: [access], within: 1 month } }',
  ],
  ['G24.access', '  - { id: a, text: You can see it., grant: { rights: [access] } }'],
  ['G25', '  - { id: a, text: Write to us., grant: { rights: [access], channel: email } }'],
])('%s is not asked of a policy that answers it', (code, clauses) => {
  expect(questions(silent)).toContain(code);
  expect(questions(clauses)).not.toContain(code);
});

test('G07 is asked as long as one category is collected and kept for no stated time', () => {
  const collected = '  - { id: a, text: x, collect: { data: [runs], from: automatic } }';
  const kept = `${collected}\n  - { id: b, text: x, retain: { data: [runs], while: account.active } }`;

  expect(questions(collected)).toContain('G07');
  expect(questions(kept)).not.toContain('G07');
});

test('every question has a code of its own, ends as a question, and says where it is from', () => {
  const all = [...gdpr, ...unitedStates].filter(
    ({ code, source }) => code !== 'G24' || source.startsWith('CCPA'),
  );

  expect(new Set(all.map(({ code }) => code)).size).toBe(all.length);
  expect(all.filter(({ question, source }) => !question.endsWith('?') || source === '')).toEqual(
    [],
  );
});

test.each([...gdpr, ...unitedStates])(
  'the stub of $code compiles once its dots are filled in',
  ({ stub }) => {
    const filled = stub
      .replace('todo: …', 'todo: 2027-01-01')
      .replaceAll('…', 'Words')
      .replace(/^/gm, '  ');

    expect(
      compilePolicy(withClauses(filled)).diagnostics.filter(({ severity }) => severity === 'error'),
    ).toEqual([]);
  },
);
