import type { Diagnostic, Span } from '@troth/diagnostics';
import { shapeErrors } from './shape-errors.ts';
import type { Shape } from './shape.ts';
import type { YamlNode, SourceFile } from './yaml.ts';
import { parseYaml } from './yaml.ts';

/** Keys and indexes from the root of a document to one of its values. */
export type Path = readonly (string | number)[];

/** A YAML file whose shape has been checked: plain values, and the place of each. */
export interface Document<T> {
  readonly file: string;
  readonly value: T;
  /** Place of the value at `path`; of its nearest ancestor when the path ends before. */
  at(...path: Path): Span;
  /** Place of the key (not of its value) at `path`. */
  keyAt(...path: Path): Span;
}

/**
 * Reads a file and checks its shape. All that is wrong with the shape comes in one go; without a
 * `document` the diagnostics hold at least one error.
 */
export function readDocument<T>(
  source: SourceFile,
  shape: Shape<T>,
): { readonly document?: Document<T>; readonly diagnostics: readonly Diagnostic[] } {
  const { root, diagnostics } = parseYaml(source);
  if (!root) return { diagnostics };
  const value = plain(root);
  const at = (...path: Path): Span => find(root, path).at;
  const keyAt = (...path: Path): Span => find(root, path).keyAt;
  if (!shape(value)) return { diagnostics: shapeErrors(shape.errors ?? [], { at, keyAt }) };
  return { document: { file: source.path, value, at, keyAt }, diagnostics };
}

function plain(node: YamlNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(plain);
    case 'map':
      return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, plain(value)]));
  }
}

function find(root: YamlNode, path: Path): { readonly at: Span; readonly keyAt: Span } {
  let node = root;
  let keyAt = root.at;
  for (const step of path) {
    if (node.kind === 'map') {
      const entry = node.entries.get(String(step));
      if (!entry) break;
      keyAt = entry.keyAt;
      node = entry.value;
    } else if (node.kind === 'list') {
      const item = node.items[Number(step)];
      if (!item) break;
      keyAt = item.at;
      node = item;
    } else break;
  }
  return { at: node.at, keyAt };
}
