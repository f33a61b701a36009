import { expect, test } from 'vitest';
import { compilePolicy } from './compile.ts';
import { withClauses } from './testing/minimal-policy.ts';

function correctionsOf(clauses: string): readonly string[] {
  return compilePolicy(withClauses(clauses)).diagnostics.flatMap(({ fix }) =>
    fix ? [`${fix.at.line}:${fix.at.column}-${fix.at.endColumn} ${fix.replacement}`] : [],
  );
}

const erase = (rule: string): string => `  - { id: a, text: Gone., erase: ${rule} }`;

test.each([
  ['a mistyped key', '{ data: [runs], after: item.deleted, witihn: 14 days }', '2:71-77 within'],
  [
    'a mistyped event',
    '{ data: [runs], after: item.deletd, within: 14 days }',
    '2:57-68 item.deleted',
  ],
  [
    'a mistyped category',
    '{ data: [acount], after: item.deleted, within: 14 days }',
    '2:43-49 account',
  ],
  [
    'a duration in another spelling',
    '{ data: [runs], after: item.deleted, within: 14d }',
    '2:79-82 14 days',
  ],
])('%s carries its correction, at its own stretch of the line', (_what, rule, wanted) => {
  expect(correctionsOf(erase(rule))).toEqual([wanted]);
});

test('a correction never makes a key stand twice', () => {
  expect(
    correctionsOf(erase('{ data: [runs], after: item.deleted, witihn: 14 days, within: 14 days }')),
  ).toEqual([]);
});

const found = (clause: string): readonly string[] =>
  compilePolicy(withClauses(clause))
    .diagnostics.filter(({ severity }) => severity !== 'hint')
    .map(({ severity, code }) => `${severity} ${code}`);

test('a sentence that waits for its rule may hold the values, and is warned of each', () => {
  const clause = '  - { id: a, text: "Gone in 14 days, by TLS 1.3.", todo: 2027-01-01 }';

  expect(found(clause)).toEqual([
    'warning binding/unbound-literal',
    'warning binding/unbound-literal',
  ]);
  expect(compilePolicy(withClauses(clause)).policy?.clauses).toHaveLength(1);
});

test('without `todo:` the same values are refused', () => {
  const clause = '  - { id: a, text: Gone in 14 days., informational: true, because: x }';

  expect(found(clause)).toContain('error binding/unbound-literal');
});

test.each([
  ['sections: [acount]', 'account'],
  ['sections: [all]\ngaps: [{ clause: runs.gnoe, because: x, until: 2027-01-01 }]', 'runs.gone'],
])('a mistyped section or acknowledged gap carries its correction: %s', (settings, wanted) => {
  const files = withClauses('  - { id: runs.gone, text: Gone., todo: 2027-01-01 }').map((file) => ({
    ...file,
    path: file.path.replace('/all.', '/account.'),
    text: file.text.replace('sections: [all]', settings.replace('[all]', '[account]')),
  }));

  const fixes = compilePolicy(files).diagnostics.flatMap(({ fix }) => fix?.replacement ?? []);

  expect(fixes).toEqual([wanted]);
});
