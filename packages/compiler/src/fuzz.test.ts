import { expect, test } from 'vitest';
import { compilePolicy } from './compile.ts';
import { minimalPolicy, richPolicy } from './testing/minimal-policy.ts';
import { tryInputs } from './testing/try-inputs.ts';

test('no damaged policy makes the compiler throw, hang or stay silent (a slice of the long run)', () => {
  expect(tryInputs(minimalPolicy, { inputs: 1500, seed: 1 }).failures).toEqual([]);
  expect(tryInputs(richPolicy, { inputs: 1500, seed: 2 }).failures).toEqual([]);
});

test.each([
  ['ten thousand brackets', '['.repeat(10_000)],
  ['ten thousand levels of lists', '- '.repeat(10_000)],
  [
    'ten thousand levels of maps',
    Array.from({ length: 200 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
  ],
  ['a bomb of aliases', `a: &a [x]\n${'b: &b [*a, *a, *a]\n'.repeat(100)}`],
  ['a megabyte of one key', `${'k'.repeat(1_000_000)}: 1`],
  [
    'a hundred thousand keys that are not ours',
    Array.from({ length: 100_000 }, (_, key) => `k${key}: 1`).join('\n'),
  ],
  ['a lone surrogate', 'clauses: "\uD800"'],
  ['a NUL', 'clauses: "a\u0000b"'],
  ['text that is no YAML', '\u0001\u0002\u0003'],
])('%s in a file of clauses is refused with a reason', (_, text) => {
  const files = minimalPolicy.map((file) =>
    file.path === 'p/clauses/all.yaml' ? { ...file, text } : file,
  );

  const { policy, diagnostics } = compilePolicy(files);

  expect(policy).toBeUndefined();
  expect(
    diagnostics.some(
      ({ severity, at }) => severity === 'error' && at.file === 'p/clauses/all.yaml',
    ),
  ).toBe(true);
});
