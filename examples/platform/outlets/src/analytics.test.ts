import { expect, test } from 'vitest';

import { figuresOf } from './analytics.ts';

test('a figure of few people is left out, and the others tell nothing of one', () => {
  const counts = [
    { kind: 'run-started', times: 30, people: 10 },
    { kind: 'signed-in', times: 9, people: 9 },
  ];

  expect(figuresOf(counts, 10)).toEqual([{ kind: 'run-started', timesPerPerson: 3 }]);
});

test('no people make no figure', () => {
  expect(figuresOf([{ kind: 'signed-in', times: 0, people: 0 }], 0)).toEqual([]);
});
