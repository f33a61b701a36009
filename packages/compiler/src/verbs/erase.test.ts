import { expect, test } from 'vitest';
import { compilePolicy } from '../compile.ts';
import { sentenceOf } from '../sentence.ts';
import { withClauses } from '../testing/minimal-policy.ts';
import { erase } from './erase.ts';

function compiled(erase: string, text = 'Gone.'): ReturnType<typeof compilePolicy> {
  return compilePolicy(withClauses(`  - id: a\n    text: ${text}\n    erase: ${erase}`));
}

function errorsOf(erase: string): readonly string[] {
  return compiled(erase)
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ at, code, message }) => `${at.line}:${at.column} ${code} ${message}`);
}

test('an erasure by stages binds each stage and their sum, and its window ends before the backups', () => {
  const { policy } = compiled(
    '{ data: [runs], after: item.deleted, stages: { trash: 25 days, systems: 30 days, backups: 30 days } }',
    '"{{ erase.stages.trash }}, {{ erase.stages.systems }}, {{ erase.stages.backups }}: {{ erase.within }}, {{ erase.everywhere }}"',
  );

  expect(policy?.clauses.map(sentenceOf)).toEqual(['25 days, 30 days, 30 days: 55 days, 85 days']);
  expect(policy?.clauses[0]?.rules).toEqual([
    {
      verb: 'erase',
      data: ['runs'],
      after: 'item.deleted',
      within: { amount: 55, unit: 'day' },
      stages: {
        trash: { amount: 25, unit: 'day' },
        systems: { amount: 30, unit: 'day' },
        backups: { amount: 30, unit: 'day' },
      },
    },
  ]);
});

test('the time that an account was not used is bound beside the window', () => {
  const { policy } = compiled(
    '{ data: [runs], after: item.deleted, idle: 24 months, within: 60 days }',
    '"{{ erase.idle }}, then {{ erase.within }}"',
  );

  expect(policy?.clauses.map(sentenceOf)).toEqual(['24 months, then 60 days']);
});

test.each([
  [
    'exceptions that leave nothing',
    '{ data: [account.name, runs], except: [account, runs], after: item.deleted, within: 1 day }',
    '4:50 language/bad-value `except` leaves no data for the rule to speak of',
  ],
  [
    'a window and stages',
    '{ data: [runs], after: item.deleted, within: 1 day, stages: { trash: 1 day, systems: 1 day } }',
    '4:12 language/wrong-type `erase` has keys that exclude each other',
  ],
  [
    'a trash that leads nowhere',
    '{ data: [runs], after: item.deleted, stages: { trash: 1 day, backups: 1 day } }',
    '4:49 language/missing-key `systems` is missing here',
  ],
  [
    'a stage that the language does not know',
    '{ data: [runs], after: item.deleted, stages: { bin: 1 day, systems: 1 day } }',
    '4:59 language/unknown-key `bin` is not a key of this place',
  ],
  [
    'days and months together',
    '{ data: [runs], after: item.deleted, stages: { trash: 25 days, systems: 1 month } }',
    '4:57 language/bad-duration stages in days and stages in months have no sum',
  ],
])('%s are refused where they stand', (_what, erase, error) => {
  expect(errorsOf(erase)).toContain(error);
});

test('no mutant of a staged erasure has stages without a sum', () => {
  const month = { amount: 1, unit: 'month' } as const;
  const rule = {
    verb: 'erase',
    data: ['runs'],
    after: 'item.deleted',
    within: month,
    stages: { systems: month, backups: month },
  } as const;
  const vocabulary = compiled('{ data: [runs], after: item.deleted, within: 1 day }').policy
    ?.vocabulary;

  const told = vocabulary && erase.mutations(rule, vocabulary).map(({ what }) => what);

  expect(told).toEqual([
    'backups: 1 month → 2 months',
    'systems: 1 month → 2 months',
    'data: account added',
  ]);
});
