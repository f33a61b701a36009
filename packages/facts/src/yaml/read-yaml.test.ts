import fc from 'fast-check';
import { expect, test } from 'vitest';

import { readYaml } from './read-yaml.ts';
import { itemsAt, nodeAt, textAt } from './yaml-node.ts';
import type { YamlNode } from './yaml-node.ts';

function read(text: string): YamlNode | undefined {
  return readYaml({ path: 'f.yaml', text }).documents[0];
}

test('keys and values keep their places, those of JSON too', () => {
  const yaml = read('a:\n  b: "x"\n  c: [1, 2 ]\n');
  const json = read('{\n  "a": { "b": "x", "c": [1, 2 ] }\n}');

  expect(nodeAt(yaml, 'a', 'b')?.at).toMatchObject({ line: 2, column: 6, endColumn: 9 });
  expect(nodeAt(yaml, 'a', 'c')?.at).toMatchObject({ line: 3, column: 6, endColumn: 13 });
  expect(nodeAt(json, 'a', 'b')?.at).toMatchObject({ line: 2, column: 15, endColumn: 18 });
  expect(nodeAt(json, 'a')?.at).toMatchObject({ line: 2, column: 8, endColumn: 34 });
  expect(json?.at).toMatchObject({ line: 1, column: 1, endLine: 3, endColumn: 2 });
});

test('an entry spans its key and its value', () => {
  const node = read('a:\n  b: 1\n  c:\n    - 2\nd: 3\n');

  expect(node?.kind === 'map' && node.entries.get('a')?.at).toMatchObject({
    line: 1,
    column: 1,
    endLine: 4,
    endColumn: 8,
  });
});

test('plain scalars have the values of YAML 1.2, quoted ones are text, and the spelling stays', () => {
  const node = read('a: true\nb: "true"\nc: 0o10\nd: 1.10\ne:\nf: yes\n');

  expect(nodeAt(node, 'a')).toMatchObject({ value: true, text: 'true' });
  expect(nodeAt(node, 'b')).toMatchObject({ value: 'true' });
  expect(nodeAt(node, 'd')).toMatchObject({ value: 1.1, text: '1.10' });
  expect(nodeAt(node, 'e')).toMatchObject({ value: null });
  expect(textAt(node, 'e')).toBeUndefined();
  expect(nodeAt(node, 'f')).toMatchObject({ value: 'yes' });
});

test('tags are kept', () => {
  const node = read('a: !Ref Bucket\nb: !If [on, 1, 2]\n');

  expect(nodeAt(node, 'a')).toMatchObject({ tag: '!Ref', value: 'Bucket' });
  expect(nodeAt(node, 'b')).toMatchObject({ tag: '!If', kind: 'list' });
});

test('an alias is what it names, at its own place, and `<<` fills in what is not said', () => {
  const node = read('a: &x\n  k: 1\n  l: 2\nb: *x\nc:\n  <<: *x\n  k: 3\n');

  expect(textAt(node, 'b', 'l')).toBe('2');
  expect(nodeAt(node, 'b')?.at).toMatchObject({ line: 4, column: 4 });
  expect([textAt(node, 'c', 'k'), textAt(node, 'c', 'l')]).toEqual(['3', '2']);
});

test('a key that stands twice has its last value', () => {
  expect(textAt(read('a: 1\na: 2\n'), 'a')).toBe('2');
});

test('each document of a file is read, and aliases do not reach across', () => {
  const { documents } = readYaml({ path: 'f.yaml', text: 'a: &x 1\n---\nb: *x\n---\nc: 3\n' });

  expect(documents.map((one) => one.kind)).toEqual(['map', 'map', 'map']);
  expect(textAt(documents[1], 'b')).toBeUndefined();
  expect(textAt(documents[2], 'c')).toBe('3');
});

test('a list stands where one item may', () => {
  const node = read('a: [1, 2]\nb: 3\n');

  expect(
    [itemsAt(node, 'a'), itemsAt(node, 'b'), itemsAt(node, 'c')].map((one) => one.length),
  ).toEqual([2, 1, 0]);
});

test('aliases to aliases do not name a billion nodes', () => {
  const names = Array.from({ length: 12 }, (_, index) => `n${index}`);
  const rows = names.map((name, index) => {
    const before = names[index - 1];
    const items = before === undefined ? '1' : Array<string>(10).fill(`*${before}`).join(', ');
    return `${name}: &${name} [${items}]`;
  });

  const count = (node: YamlNode): number =>
    node.kind === 'list' ? node.items.reduce((sum, item) => sum + count(item), 1) : 1;
  const last = nodeAt(read(rows.join('\n')), 'l');

  expect(last === undefined ? 0 : count(last)).toBeLessThan(100_000);
});

test('what is no YAML is a problem with its place', () => {
  const { documents, problems } = readYaml({ path: 'f.yaml', text: 'a: 1\nb: [\n' });

  expect(documents).toEqual([]);
  expect(problems).toMatchObject([{ at: { file: 'f.yaml', line: 3 } }]);
});

test('no text makes the reader throw, and every place lies in the text', () => {
  const word = fc.constantFrom(
    'a',
    ': ',
    '- ',
    '\n',
    '  ',
    '[',
    ']',
    '{',
    '}',
    '&x ',
    '*x',
    '!t ',
    '"',
    '|',
    '#',
    '---\n',
    '<<',
  );
  fc.assert(
    fc.property(fc.array(word), (words) => {
      const text = words.join('');
      const { documents, problems } = readYaml({ path: 'f', text });
      const places = [...documents.flatMap(nodesOf), ...problems];
      return places.every(
        (place) =>
          !('end' in place) ||
          (0 <= place.start && place.end <= text.length && place.start <= place.end),
      );
    }),
  );
});

function nodesOf(node: YamlNode): readonly YamlNode[] {
  if (node.kind === 'list') return [node, ...node.items.flatMap(nodesOf)];
  if (node.kind === 'map')
    return [node, ...[...node.entries.values()].flatMap(({ value }) => nodesOf(value))];
  return [node];
}
