import { expect, test } from 'vitest';
import { readDocument } from './document.ts';
import { shapeOf } from './shape.ts';

interface Rule {
  readonly data: readonly string[];
  readonly within: string;
}

const shape = shapeOf<Rule>({
  type: 'object',
  additionalProperties: false,
  required: ['data', 'within'],
  properties: {
    data: { type: 'array', minItems: 1, items: { type: 'string', format: 'id' } },
    within: { type: 'string', format: 'duration' },
    scope: { enum: ['in transit', 'at rest'] },
  },
});

function read(text: string): ReturnType<typeof readDocument<Rule>> {
  return readDocument({ path: 'p.yaml', text }, shape);
}

function errorsOf(text: string): readonly string[] {
  return read(text).diagnostics.map(
    ({ at, code, message, help }) => `${at.line}:${at.column} ${code} ${message} | ${help}`,
  );
}

test('a document of the right shape gives its values and their places', () => {
  const { document } = read('data: [a.b, c]\nwithin: 30 days\n');

  expect(document?.value).toEqual({ data: ['a.b', 'c'], within: '30 days' });
  expect(document?.at('data', 1)).toMatchObject({ line: 1, column: 13 });
  expect(document?.keyAt('within')).toMatchObject({ line: 2, column: 1 });
});

test('a mistyped key is named with the key that was meant', () => {
  expect(errorsOf('data: [a]\nwithin: 30 days\nscpoe: at rest\n')).toEqual([
    '3:1 language/unknown-key `scpoe` is not a key of this place | did you mean `scope`?',
  ]);
});

test('all that is wrong with a file is said at once', () => {
  expect(errorsOf('data: []\nwithin: 30 dayz\nscope: sometimes\n')).toEqual([
    '1:7 language/wrong-type `data` must not be empty | write the form that the message names',
    '2:9 language/bad-duration `30 dayz` is not a duration | write a number and a unit, such as `30 days`',
    '3:8 language/bad-value `scope` has a value that is not allowed | write one of `in transit`, `at rest`',
  ]);
});

test('a missing key is reported where it should stand', () => {
  expect(errorsOf('data: [a]\n')).toEqual([
    '1:1 language/missing-key `within` is missing here | add `within:`',
  ]);
});

test('a number where text belongs is refused', () => {
  expect(errorsOf('data: [a]\nwithin: 30\n')).toEqual([
    '2:9 language/wrong-type `within` must be text | write the form that the message names',
  ]);
});

test('a key named like the prototype of an object is unknown, not lost', () => {
  expect(errorsOf('data: [a]\nwithin: 30 days\n__proto__: {}\n')).toEqual([
    expect.stringContaining('3:1 language/unknown-key `__proto__`'),
  ]);
});

test('keys that exclude each other are refused, not dropped in silence', () => {
  const either = shapeOf<unknown>({
    type: 'object',
    additionalProperties: false,
    properties: { a: { const: 1 }, b: { const: 1 } },
    oneOf: [{ required: ['a'] }, { required: ['b'] }],
  });

  const { document, diagnostics } = readDocument({ path: 'p.yaml', text: 'a: 1\nb: 1\n' }, either);

  expect(document).toBeUndefined();
  expect(diagnostics.map(({ message }) => message)).toEqual([
    '`the file` has keys that exclude each other',
  ]);
});
