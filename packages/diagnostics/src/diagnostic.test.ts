import { expect, test } from 'vitest';
import { diagnostic, formatDiagnostic, sortDiagnostics } from './diagnostic.ts';
import { nearest } from './nearest.ts';

const at = { file: 'policy/clauses/retention.yaml', line: 10, column: 15 };

test('a diagnostic reads as place, severity, code, what is wrong, and what to type', () => {
  const found = diagnostic('language/bad-duration', at, '`30 dayz` is not a duration');

  expect(formatDiagnostic(found)).toBe(
    'policy/clauses/retention.yaml:10:15 error language/bad-duration: `30 dayz` is not a duration\n' +
      '  help: write a number and a unit, such as `30 days`',
  );
});

test('the related place is named between the message and the help', () => {
  const found = diagnostic('policy/duplicate-id', at, '`a.b` stands twice', {
    related: { ...at, line: 2 },
  });

  expect(formatDiagnostic(found).split('\n')[1]).toBe('  see: policy/clauses/retention.yaml:2:15');
});

test('diagnostics are sorted by file, line and column', () => {
  const late = diagnostic('yaml/syntax', { file: 'b.yaml', line: 1, column: 1 }, 'x');
  const early = diagnostic('yaml/syntax', { file: 'a.yaml', line: 9, column: 1 }, 'x');
  const between = diagnostic('yaml/syntax', { file: 'a.yaml', line: 9, column: 4 }, 'x');

  expect(sortDiagnostics([late, between, early])).toEqual([early, between, late]);
});

test('a mistyped word is answered with the nearest candidate, a strange one with none', () => {
  expect(nearest('witihn', ['within', 'after', 'data'])).toBe('within');
  expect(nearest('zebra', ['within', 'after', 'data'])).toBeUndefined();
});
