import { itemsAt, textAt } from '../../yaml/yaml-node.ts';
import type { YamlEntry, YamlNode, YamlScalar } from '../../yaml/yaml-node.ts';

/** The maps and secrets that a kustomization makes from texts it holds: `literals: [NAME=value]`. */
export function generatedObjects(root: YamlNode): readonly YamlNode[] {
  return [
    ...itemsAt(root, 'configMapGenerator').map((item) => objectOf(item, 'ConfigMap', 'data')),
    ...itemsAt(root, 'secretGenerator').map((item) => objectOf(item, 'Secret', 'stringData')),
  ];
}

function objectOf(item: YamlNode, kind: string, key: string): YamlNode {
  const name = textAt(item, 'name') ?? '';
  const data = itemsAt(item, 'literals').flatMap((literal) => literalOf(literal));
  const metadata = mapAt(item, [['name', entryOf(scalarAt(item, name))]]);
  return mapAt(item, [
    ['apiVersion', entryOf(scalarAt(item, 'v1'))],
    ['kind', entryOf(scalarAt(item, kind))],
    ['metadata', entryOf(metadata)],
    [key, entryOf(mapAt(item, data))],
  ]);
}

function literalOf(literal: YamlNode): readonly (readonly [string, YamlEntry])[] {
  const text = textAt(literal) ?? '';
  const equals = text.indexOf('=');
  if (equals < 1) return [];
  const value = text.slice(equals + 1).replace(/^(["'])(.*)\1$/s, '$2');
  return [[text.slice(0, equals), entryOf(scalarAt(literal, value))]];
}

function mapAt(
  { at, start, end }: YamlNode,
  entries: readonly (readonly [string, YamlEntry])[],
): YamlNode {
  return { kind: 'map', at, start, end, entries: new Map(entries) };
}

function scalarAt({ at, start, end }: YamlNode, text: string): YamlScalar {
  return { kind: 'scalar', at, start, end, text, value: text };
}

function entryOf(value: YamlNode): YamlEntry {
  return { keyAt: value.at, at: value.at, value };
}
