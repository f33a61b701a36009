import { expect, test } from 'vitest';
import { parseYaml, type YamlNode } from './yaml.ts';

function diagnosticsOf(text: string): readonly string[] {
  return parseYaml({ path: 'p.yaml', text }).diagnostics.map(
    ({ code, at }) => `${at.line}:${at.column} ${code}`,
  );
}

function valueAt(root: YamlNode | undefined, key: string): YamlNode | undefined {
  return root?.kind === 'map' ? root.entries.get(key)?.value : undefined;
}

test('a value keeps the line and column where it stands', () => {
  const { root } = parseYaml({ path: 'p.yaml', text: 'erase:\n  within: 30 days\n' });

  const within = valueAt(valueAt(root, 'erase'), 'within');

  expect(within).toEqual({
    kind: 'scalar',
    value: '30 days',
    at: { file: 'p.yaml', line: 2, column: 11, endLine: 2, endColumn: 18 },
  });
});

test('a quoted value begins at its quote, and is text even when it looks like a number', () => {
  const { root } = parseYaml({ path: 'p.yaml', text: 'a: "30"\n' });

  expect(valueAt(root, 'a')).toMatchObject({ value: '30', at: { column: 4, endColumn: 8 } });
});

test('numbers, true, false and nothing are read as such; a date and `no` stay text', () => {
  const { root } = parseYaml({ path: 'p.yaml', text: 'a: [3, true, ~, 2026-03-01, no, NO]\n' });

  const list = valueAt(root, 'a');

  expect(
    list?.kind === 'list' && list.items.map((item) => item.kind === 'scalar' && item.value),
  ).toEqual([3, true, null, '2026-03-01', 'no', 'NO']);
});

test('columns count UTF-16 code units, and a byte order mark or CRLF shifts nothing', () => {
  const { root } = parseYaml({ path: 'p.yaml', text: 'a: "😀"\r\nb: x\r\n' });

  expect(valueAt(root, 'b')).toMatchObject({ value: 'x', at: { line: 2, column: 4 } });
});

test('each key that stands twice is reported, with the first place', () => {
  const { diagnostics, root } = parseYaml({ path: 'p.yaml', text: 'a: 1\nb: 2\na: 3\nb: 4\n' });

  expect(root).toBeUndefined();
  expect(diagnostics.map(({ at, related }) => [at.line, related?.line])).toEqual([
    [3, 1],
    [4, 2],
  ]);
});

test.each([
  ['an anchor and its alias', 'a: &x 1\nb: *x\n', ['1:4 yaml/alias', '2:4 yaml/alias']],
  ['a tag', 'a: !!binary x\n', ['1:4 yaml/tag']],
  ['a merge conflict', 'a: 1\n<<<<<<< HEAD\nb: 1\n', ['2:1 yaml/conflict-marker']],
  ['several documents', 'a: 1\n---\nb: 2\n', ['1:1 yaml/several-documents']],
  ['half a character', 'a: "x\uD800"\n', ['1:4 yaml/not-text']],
  ['half a character that is written as an escape', String.raw`a: "\uD800"`, ['1:4 yaml/not-text']],
  ['an empty file', '', ['1:1 yaml/empty']],
  ['a file of comments', '# nothing\n', ['1:1 yaml/empty']],
  ['a tab as indentation', 'a:\n\tb: 1\n', ['2:1 yaml/syntax']],
  ['an unclosed quote', 'a: "x\n', ['2:1 yaml/syntax']],
  ['a key that is a list', '[a]: 1\n', ['1:1 yaml/bad-key']],
])('%s is refused where it stands', (_, text, wanted) => {
  expect(diagnosticsOf(text)).toEqual(wanted);
});

test('nesting without end is refused, not followed', () => {
  expect(diagnosticsOf('['.repeat(10_000))).toEqual([expect.stringContaining('yaml/')]);
});

test('keys named like parts of a JavaScript object are keys like others', () => {
  const { root } = parseYaml({ path: 'p.yaml', text: '__proto__: 1\nconstructor: 2\n' });

  expect(root?.kind === 'map' && [...root.entries.keys()]).toEqual(['__proto__', 'constructor']);
});
