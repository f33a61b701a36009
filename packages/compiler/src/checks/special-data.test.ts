import { expect, test } from 'vitest';
import { compilePolicy } from '../compile.ts';
import { withClauses } from '../testing/minimal-policy.ts';

function saidOf(clauses: string): readonly string[] {
  const files = withClauses(clauses).map((file) =>
    file.path.endsWith('categories.yaml')
      ? { ...file, text: `${file.text}  - { id: health, name: health, sensitivity: special }\n` }
      : file,
  );
  return compilePolicy(files)
    .diagnostics.filter(({ code }) => code === 'policy/special-data')
    .map(({ at, message }) => `${at.line}:${at.column} ${message}`);
}

test.each([
  [
    'no basis',
    '  - { id: a, text: x, use: { data: [health], for: [serve] } }',
    '2:11 `a` uses `health`, of a special category, with no basis',
  ],
  [
    'legitimate interests',
    '  - { id: a, text: x, use: { data: all, for: [serve], basis: legitimate-interests } }',
    '2:11 `a` uses `health`, of a special category, with `basis: legitimate-interests`',
  ],
])('data about health that is used with %s is asked about', (_what, clauses, said) => {
  expect(saidOf(clauses)).toEqual([said]);
});

test.each([
  ['a consent', '  - { id: a, text: x, use: { data: [health], for: [serve], basis: consent } }'],
  ['other data', '  - { id: a, text: x, use: { data: [runs], for: [serve], basis: contract } }'],
  [
    'a promise never to collect it',
    '  - { id: a, text: x, use: { data: all, for: [serve] } }\n  - { id: b, text: x, never: { collect: [health] } }',
  ],
])('with %s there is nothing to ask', (_what, clauses) => {
  expect(saidOf(clauses)).toEqual([]);
});
