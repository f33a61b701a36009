import { expect, test } from 'vitest';
import { compilePolicy } from './compile.ts';
import { minimalPolicy, withClauses } from './testing/minimal-policy.ts';
import { sentenceOf } from './sentence.ts';

function diagnosticsOf(clauses: string): readonly string[] {
  return compilePolicy(withClauses(clauses))
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ at, code, message }) => `${at.line}:${at.column} ${code} ${message}`);
}

test('a policy of one sentence compiles', () => {
  const { policy, diagnostics } = compilePolicy(minimalPolicy);

  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(policy?.clauses.map(sentenceOf)).toEqual([
    'When you delete a run, it is gone within 30 days.',
  ]);
  expect(policy?.clauses[0]?.rules).toEqual([
    { verb: 'erase', data: ['runs'], after: 'item.deleted', within: { amount: 30, unit: 'day' } },
  ]);
});

test('layout and comments change no hash, a window does', () => {
  const other = minimalPolicy.map((file) => ({
    ...file,
    text: `# a comment\n${file.text.replaceAll('[runs]', '[ runs ]')}\n\n`,
  }));
  const tighter = minimalPolicy.map((file) => ({
    ...file,
    text: file.text.replace('30 days', '7 days'),
  }));

  const [a, b, c] = [minimalPolicy, other, tighter].map(
    (files) => compilePolicy(files).policy?.hash,
  );

  expect(a).toMatch(/^[0-9a-f]{64}$/);
  expect(b).toBe(a);
  expect(c).not.toBe(a);
});

test('a lead-in stands before the sentence', () => {
  const { policy } = compilePolicy(
    withClauses('  - { id: a, lead: "To run:", text: We run., informational: true, because: x }'),
  );

  expect(policy?.clauses.map(sentenceOf)).toEqual(['To run: We run.']);
});

test('a folder without policy.yaml is not a policy', () => {
  expect(compilePolicy([]).diagnostics.map(({ code }) => code)).toEqual(['files/empty-policy']);
});

test.each([
  [
    'a binding to nothing',
    '  - { id: a, text: "Gone in {{ erase.withn }}.", erase: { data: [runs], after: item.deleted, within: 1 day } }',
    ['2:20 binding/unknown `{{ erase.withn }}` leads to nothing here'],
  ],
  [
    'a duration in prose',
    '  - { id: a, text: Gone in thirty days., informational: true, because: x }',
    ['2:20 binding/unbound-literal `thirty days` is a duration that nothing binds'],
  ],
  [
    'an algorithm in prose',
    '  - { id: a, text: We use AES-256., informational: true, because: x }',
    ['2:20 binding/unbound-literal `AES-256` is an algorithm that nothing binds'],
  ],
  [
    'a vendor in prose',
    '  - { id: a, text: We use Paywise., informational: true, because: x }',
    ['2:20 binding/unbound-literal `Paywise` is a recipient that nothing binds'],
  ],
  [
    'an e-mail address in prose',
    '  - { id: a, text: Write to us@example.com., informational: true, because: x }',
    ['2:20 binding/unbound-literal `us@example.com` is an e-mail address that nothing binds'],
  ],
  [
    'a date in prose',
    '  - { id: a, text: "Since March 1, 2026.", informational: true, because: x }',
    ['2:20 binding/unbound-literal `March 1, 2026` is a date that nothing binds'],
  ],
  [
    'an unknown category',
    '  - { id: a, text: x, collect: { data: [runz], from: automatic } }',
    ['2:41 policy/unknown-category `runz` is not one of the categories of the vocabulary'],
  ],
  [
    'an unknown event',
    '  - { id: a, text: x, erase: { data: [runs], after: item.gone, within: 1 day } }',
    ['2:53 policy/unknown-event `item.gone` is not one of the events of the vocabulary'],
  ],
  [
    'an unknown recipient',
    '  - { id: a, text: x, share: { with: [{ recipient: nobody, data: all, for: [serve] }] } }',
    ['2:52 policy/unknown-recipient `nobody` is not one of the recipients of the vocabulary'],
  ],
  [
    'an unknown clause',
    '  - { id: a, text: x, exceptTo: [b], informational: true, because: x }',
    ['2:34 policy/unknown-clause there is no clause `b`'],
  ],
  ['a clause without a rule', '  - { id: a, text: x }', ['2:11 policy/no-rule `a` has no rule']],
  [
    'a rule beside `informational`',
    '  - { id: a, text: x, informational: true, because: x, never: { sell: all } }',
    ['2:11 policy/two-kinds `a` has a rule and says it has none'],
  ],
  [
    'an id that stands twice',
    '  - { id: a, text: x, never: { sell: all } }\n  - { id: a, text: y, never: { sell: all } }',
    ['3:11 policy/duplicate-id the clause `a` stands twice'],
  ],
  [
    'a window that is none',
    '  - { id: a, text: x, erase: { data: [runs], after: item.deleted, within: soon } }',
    ['2:75 language/bad-duration `soon` is not a duration'],
  ],
  [
    'two windows for one event',
    '  - { id: a, text: x, erase: { data: [runs], after: item.deleted, within: 1 day } }\n  - { id: b, text: y, erase: { data: [runs], after: item.deleted, within: 2 days } }',
    ['3:11 policy/two-windows `b` and `a` give two windows for the same data'],
  ],
  [
    'a use that another clause refuses',
    '  - { id: a, text: x, use: { data: [runs], only: [serve] } }\n  - { id: b, text: y, use: { data: [runs], for: [sell] } }',
    ['3:11 policy/overlap `b` permits a use that `a` refuses'],
  ],
])('%s is an error where it stands', (_, clauses, wanted) => {
  expect(diagnosticsOf(clauses)).toEqual(wanted);
});

test('all errors of all files come at once, sorted by place', () => {
  const files = withClauses(
    '  - { id: a, text: x }\n  - { id: b, text: "{{ nothing }}", informational: true, because: x }',
  ).map((file) =>
    file.path === 'p/policy.yaml'
      ? { ...file, text: file.text.replace('language: 1', 'language: 2') }
      : file,
  );

  expect(
    compilePolicy(files).diagnostics.map(({ at, code }) => `${at.file}:${at.line} ${code}`),
  ).toEqual([
    'p/clauses/all.yaml:2 policy/no-rule',
    'p/clauses/all.yaml:3 binding/unknown',
    'p/policy.yaml:1 language/bad-value',
  ]);
});

test('a file that nothing reads is an error, so that no clause is lost by its name', () => {
  const files = [...minimalPolicy, { path: 'p/clause/more.yaml', text: 'clauses: []' }];

  expect(compilePolicy(files).diagnostics.map(({ code }) => code)).toEqual(['files/unknown-file']);
});

test('a section that `sections:` does not name is an error, so that no clause is left off the page', () => {
  const files = [
    ...minimalPolicy,
    {
      path: 'p/clauses/more.yaml',
      text: 'clauses:\n  - { id: more, text: x, never: { sell: all } }',
    },
  ];

  expect(compilePolicy(files).diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual(
    ['policy/unknown-section `sections:` of policy.yaml does not name `more`'],
  );
});

test('`all … except` leaves out the exception and keeps its siblings', () => {
  const { policy } = compilePolicy(
    withClauses(
      '  - { id: a, text: x, use: { data: all, except: [account.email], for: [serve] } }',
    ),
  );

  expect(policy?.clauses[0]?.rules).toMatchObject([{ data: ['account.name', 'runs'] }]);
});
