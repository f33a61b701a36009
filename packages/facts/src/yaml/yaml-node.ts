import type { Span } from '@troth/diagnostics';

/** YAML or JSON as it stands in the file: every value and key keeps its place. */
export type YamlNode = YamlScalar | YamlList | YamlMap;

interface YamlBase {
  readonly at: Span;
  /** Offsets in UTF-16 code units; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** As written, `!Ref`. */
  readonly tag?: string;
}

export interface YamlScalar extends YamlBase {
  readonly kind: 'scalar';
  /** By the core schema of YAML 1.2; quoted and block scalars are text always. */
  readonly value: string | number | boolean | null;
  /** The same as text, for values such as `010` or `1.10` whose spelling counts. */
  readonly text: string;
}

export interface YamlList extends YamlBase {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
}

export interface YamlMap extends YamlBase {
  readonly kind: 'map';
  /** A key that stands twice has its last value; `<<` is filled in. */
  readonly entries: ReadonlyMap<string, YamlEntry>;
}

export interface YamlEntry {
  readonly keyAt: Span;
  /** Key and value together. */
  readonly at: Span;
  readonly value: YamlNode;
}

/** The node at a path of keys and indexes. */
export function nodeAt(
  node: YamlNode | undefined,
  ...path: readonly (string | number)[]
): YamlNode | undefined {
  let at = node;
  for (const step of path) {
    if (at?.kind === 'map') at = at.entries.get(String(step))?.value;
    else if (at?.kind === 'list' && typeof step === 'number') at = at.items[step];
    else return undefined;
  }
  return at;
}

/** Text of a scalar that says something; `undefined` for lists, maps and null. */
export function textAt(
  node: YamlNode | undefined,
  ...path: readonly (string | number)[]
): string | undefined {
  const found = nodeAt(node, ...path);
  return found?.kind === 'scalar' && found.value !== null ? found.text : undefined;
}

/** Items of a list, or the one node that stands where a list may. */
export function itemsAt(
  node: YamlNode | undefined,
  ...path: readonly (string | number)[]
): readonly YamlNode[] {
  const found = nodeAt(node, ...path);
  if (found === undefined) return [];
  return found.kind === 'list' ? found.items : [found];
}
