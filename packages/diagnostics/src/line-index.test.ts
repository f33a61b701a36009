import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineIndex } from './line-index.ts';

test('lines end as editors count them, and columns are UTF-16 code units from 1', () => {
  const lines = lineIndex('f', 'ab\r\n😀c\rd\ne');

  expect(
    [0, 4, 6, 8, 10].map((offset) => lines.at(offset)).map(({ line, column }) => [line, column]),
  ).toEqual([
    [1, 1],
    [2, 1],
    [2, 3],
    [3, 1],
    [4, 1],
  ]);
});

test('a place leads back to its offset', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), (text, wanted) => {
      const lines = lineIndex('f', text);
      const offset = wanted % (text.length + 1);
      return lines.offset(lines.at(offset)) === offset;
    }),
  );
});

test('an offset beyond the text is its end', () => {
  expect(lineIndex('f', 'ab').span(1, 99)).toEqual({
    file: 'f',
    line: 1,
    column: 2,
    endLine: 1,
    endColumn: 3,
  });
});
