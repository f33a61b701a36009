import { expect, test } from 'vitest';
import { diagnostic, formatDiagnostic, sortDiagnostics } from './diagnostic.ts';
import { nearest, surelyMeant } from './nearest.ts';

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

test('a word is surely meant where one slip leads to it and nothing else is near', () => {
  expect(surelyMeant('witihn', ['within', 'after', 'data'])).toBe('within');
  expect(surelyMeant('account.emial', ['account.email', 'account.name'])).toBe('account.email');
});

test('between two near words, or for a short one, nothing is sure', () => {
  expect(surelyMeant('item.x1', ['item.a1', 'item.b1'])).toBeUndefined();
  expect(surelyMeant('runs.a', ['runs.b', 'runs.c'])).toBeUndefined();
  expect(surelyMeant('for', ['fro'])).toBeUndefined();
});

test('a correction travels with its diagnostic, span and all', () => {
  const fix = { at: { ...at, endLine: 10, endColumn: 22 }, replacement: '30 days' };

  expect(diagnostic('language/bad-duration', at, 'x', { fix }).fix).toEqual(fix);
});
