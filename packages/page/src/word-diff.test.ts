import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordDiff } from './word-diff.ts';

test('a longer window shows as the one number that changed', () => {
  expect(wordDiff('it is gone within 30 days.', 'it is gone within 60 days.')).toEqual([
    { kind: 'same', text: 'it is gone within' },
    { kind: 'removed', text: '30' },
    { kind: 'added', text: '60' },
    { kind: 'same', text: 'days.' },
  ]);
});

test('a sentence that is new is added as a whole', () => {
  expect(wordDiff('', 'We keep nothing.')).toEqual([{ kind: 'added', text: 'We keep nothing.' }]);
});

test('a sentence that is gone is removed as a whole', () => {
  expect(wordDiff('We keep nothing.', '')).toEqual([{ kind: 'removed', text: 'We keep nothing.' }]);
});

const sentence = fc.array(fc.constantFrom('we', 'keep', 'delete', 'your', 'data'), {
  maxLength: 12,
});

test('without the added words the old sentence stands there, without the removed ones the new', () => {
  fc.assert(
    fc.property(sentence, sentence, (before, after) => {
      const runs = wordDiff(before.join(' '), after.join(' '));

      const without = (kind: string): string =>
        runs
          .filter((run) => run.kind !== kind)
          .map((run) => run.text)
          .join(' ');

      expect(without('added')).toBe(before.join(' '));
      expect(without('removed')).toBe(after.join(' '));
    }),
  );
});
