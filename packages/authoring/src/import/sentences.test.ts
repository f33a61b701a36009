import fc from 'fast-check';
import { expect, test } from 'vitest';
import { folded } from './block.ts';
import { sentencesOf } from './sentences.ts';

test.each([
  ['We keep it. You may ask.', 2],
  ['See e.g. Art. 6 of the law. It says more.', 2],
  ['Ask Northwind Inc. We answer.', 2],
  ['Ask Northwind Inc. Berlin for a copy.', 1],
  ['We use version 3.5 of https://example.com/a.b?c=d. It is new.', 2],
  ['We work from 9 a.m. to 5 p.m. on weekdays.', 1],
  ['Write to Dr. J. Smith at a.b@example.com.', 1],
  ['Data (e.g. names. And others.) is kept. Then it is gone.', 2],
  ['"Personal data" is yours. "Sale" means a sale.', 2],
  ['Is it yours? Yes! It is…', 3],
  ['1. We keep it. 2. We delete it.', 2],
  ['In the U.S. Congress makes the law. In the U.S. We pay taxes.', 3],
])('`%s` is cut into %i', (paragraph, wanted) => {
  expect(sentencesOf(paragraph)).toHaveLength(wanted);
});

test('the sentences of a paragraph are the paragraph', () => {
  const words = fc.constantFrom(
    'We',
    'keep',
    'e.g.',
    'Inc.',
    '(',
    ')',
    'it.',
    'No.',
    '3.5',
    'Yes!',
    'x',
    '“',
    'A.',
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 30 }), (parts) => {
      const paragraph = folded(parts.join(' '));
      expect(sentencesOf(paragraph).join(' ')).toBe(paragraph);
    }),
  );
});
