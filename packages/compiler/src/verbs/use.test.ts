import { expect, test } from 'vitest';
import { compilePolicy } from '../compile.ts';
import { sentenceOf } from '../sentence.ts';
import { withClauses } from '../testing/minimal-policy.ts';

function compiled(verb: string, text = 'We do.'): ReturnType<typeof compilePolicy> {
  return compilePolicy(withClauses(`  - id: a\n    text: ${text}\n    ${verb}`));
}

function errorsOf(verb: string): readonly string[] {
  return compiled(verb)
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ at, code, message }) => `${at.line}:${at.column} ${code} ${message}`);
}

test('a use that rests on consent needs one on record', () => {
  const { policy } = compiled(
    'use: { data: [runs], for: [serve], basis: consent }',
    '"With your {{ use.basis }}."',
  );

  expect(policy?.clauses.map(sentenceOf)).toEqual(['With your consent.']);
  expect(policy?.clauses[0]?.rules).toEqual([
    {
      verb: 'use',
      data: ['runs'],
      purposes: ['serve'],
      exclusive: false,
      basis: 'consent',
      conditions: { consent: true },
    },
  ]);
});

test('a use that rests on a contract needs no consent', () => {
  const { policy } = compiled('use: { data: [runs], for: [serve], basis: contract }');

  expect(policy?.clauses[0]?.rules).toMatchObject([{ basis: 'contract', conditions: {} }]);
});

test('a limit binds its age and its plans, and permits nothing', () => {
  const { policy } = compiled(
    'limit: { data: [runs], for: [serve], minimumAge: 18, products: [free, small-teams], requires: [consent] }',
    '"From {{ limit.minimumAge }} on: {{ limit.products }}."',
  );

  expect(policy?.clauses.map(sentenceOf)).toEqual(['From 18 on: free, small teams.']);
  expect(policy?.clauses[0]?.rules).toEqual([
    {
      verb: 'limit',
      data: ['runs'],
      purposes: ['serve'],
      conditions: { minimumAge: 18, products: ['free', 'small-teams'], consent: true },
    },
  ]);
});

test.each([
  [
    'a basis that no statute knows',
    'use: { data: [runs], for: [serve], basis: agreement }',
    '4:47 language/bad-value `basis` has a value that is not allowed',
  ],
  [
    'a limit that limits nothing',
    'limit: { data: [runs], for: [serve] }',
    '4:33 language/missing-key a limit without a condition limits nothing',
  ],
  [
    'a purpose that the vocabulary does not know',
    'limit: { data: [runs], for: [server], minimumAge: 18 }',
    '4:34 policy/unknown-purpose `server` is not one of the purposes of the vocabulary',
  ],
  [
    'an age that is no whole number',
    'limit: { data: [runs], for: [serve], minimumAge: adult }',
    '4:54 language/wrong-type `minimumAge` must be a whole number',
  ],
])('%s is refused where it stands', (_what, verb, error) => {
  expect(errorsOf(verb)).toContain(error);
});
