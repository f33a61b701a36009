import { expect, test } from 'vitest';
import { compilePolicy } from './compile.ts';
import { withClauses } from './testing/minimal-policy.ts';

/** What the check says of the clauses, by one code: place, message, and the other place. */
function saidOf(code: string, clauses: string): readonly string[] {
  return compilePolicy(withClauses(clauses))
    .diagnostics.filter((found) => found.code === code)
    .map(({ at, message, related }) => {
      const other = related ? ` (see ${related.line})` : '';
      return `${at.file.slice(2)}:${at.line} ${message}${other}`;
    });
}

test('data that is used and that no clause collects is asked about', () => {
  expect(
    saidOf('policy/uncollected', '  - { id: a, text: x, use: { data: [runs], for: [serve] } }'),
  ).toEqual(['clauses/all.yaml:2 no clause says that `runs` is collected']);
});

test('data that is collected for no time and no purpose is asked about', () => {
  const clauses = '  - { id: a, text: x, collect: { data: [runs], from: automatic } }';

  expect(saidOf('policy/no-retention', clauses)).toEqual([
    'clauses/all.yaml:2 no clause says how long `runs` is kept',
  ]);
  expect(saidOf('policy/no-purpose', clauses)).toEqual([
    'clauses/all.yaml:2 no clause says what `runs` is used for',
  ]);
});

test('a rule on the parent speaks of the child, so nothing is asked', () => {
  const clauses = `  - { id: a, text: x, collect: { data: [account.email], from: automatic } }
  - { id: b, text: x, use: { data: [account], for: [serve] } }
  - { id: c, text: x, retain: { data: [account], while: account.active } }`;

  expect(
    ['policy/uncollected', 'policy/no-retention', 'policy/no-purpose'].flatMap((code) =>
      saidOf(code, clauses),
    ),
  ).toEqual([]);
});

test('a purpose that no clause uses is asked about where it stands', () => {
  expect(
    saidOf('policy/unused-purpose', '  - { id: a, text: x, use: { data: [runs], for: [serve] } }'),
  ).toEqual(['vocabulary/purposes.yaml:3 no clause uses data for `sell`']);
});

test('a recipient that no clause names is asked about where it stands', () => {
  expect(saidOf('policy/unused-recipient', '  - { id: a, text: x, never: { sell: all } }')).toEqual(
    ['vocabulary/recipients.yaml:2 no clause shares data with `paywise`'],
  );
});

test('a right without a time is asked about, one that binds its time is not', () => {
  const clauses = `  - { id: a, text: You can see it., grant: { rights: [access], within: 1 month } }
  - { id: b, text: "Within {{ grant.within }} you get it.", grant: { rights: [export], within: 1 month } }`;

  expect(saidOf('policy/right-without-deadline', clauses)).toEqual([
    'clauses/all.yaml:2 `a` does not say by when it is answered',
  ]);
});

test('erasing a closed account more slowly than a request for erasure is asked about, with both places', () => {
  const clauses = `  - { id: a, text: x, erase: { data: all, after: account.closed, within: 90 days } }
  - { id: b, text: x, grant: { rights: [erase] } }`;

  expect(saidOf('policy/slower-than-statute', clauses)).toEqual([
    'clauses/all.yaml:2 `a` takes 90 days, and `b` lets people ask for erasure (see 3)',
  ]);
});

test('words that promise less than they seem to are asked about', () => {
  expect(
    saidOf(
      'policy/weasel-word',
      '  - { id: a, text: We may do regular reviews., never: { sell: all } }',
    ),
  ).toEqual(['clauses/all.yaml:2 `a` says `may`, `regular`']);
});

test('a system that erases what another clause keeps while the account is active is an error, with both places', () => {
  const clauses = `  - { id: a, text: x, retain: { data: [runs], while: account.active } }
  - { id: b, text: x, erase: { data: [runs], after: account.inactive, within: 1 year } }`;

  expect(saidOf('policy/below-floor', clauses)).toEqual([
    'clauses/all.yaml:3 `b` erases after `account.inactive` what `a` keeps while the account is active (see 2)',
  ]);
});

test('hints are questions: a policy with nothing but hints compiles', () => {
  const { policy, diagnostics } = compilePolicy(
    withClauses('  - { id: a, text: We may., use: { data: [runs], for: [serve] } }'),
  );

  expect(policy).toBeDefined();
  expect(new Set(diagnostics.map(({ severity }) => severity))).toEqual(new Set(['hint']));
});
