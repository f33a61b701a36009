import type { Span } from '@troth/diagnostics';

import type { SourceText } from '../extraction.ts';
import type { Fact } from '../facts.ts';
import type { Place } from '../settings/said.ts';
import { nodeAt, textAt } from '../yaml/yaml-node.ts';
import type { YamlEntry, YamlNode } from '../yaml/yaml-node.ts';

/** One object of a manifest. */
export interface Resource {
  readonly kind: string;
  /** `kind/name`, the words that stay the same when lines move. */
  readonly id: string;
  readonly node: YamlNode;
  readonly file: SourceText;
  readonly span: (start: number, end: number) => Span;
}

/** What the objects of some kinds say; adding one is a line in `kubernetes.ts`. */
export interface ResourceReader {
  /** Nothing: every kind. */
  readonly kinds?: readonly string[];
  readonly read: (resource: Resource) => readonly Fact[];
}

/** The objects of a document; a `List` is its items. */
export function resourcesOf(
  node: YamlNode,
  around: Pick<Resource, 'file' | 'span'>,
): readonly Resource[] {
  const kind = textAt(node, 'kind');
  if (kind === undefined || textAt(node, 'apiVersion') === undefined) return [];
  const items = nodeAt(node, 'items');
  if (kind.endsWith('List') && items?.kind === 'list') {
    return items.items.flatMap((item) => resourcesOf(item, around));
  }
  return [{ ...around, kind, id: `${kind}/${textAt(node, 'metadata', 'name') ?? ''}`, node }];
}

export function entryAt(
  node: YamlNode | undefined,
  ...path: readonly string[]
): YamlEntry | undefined {
  const map = nodeAt(node, ...path.slice(0, -1));
  return map?.kind === 'map' ? map.entries.get(path.at(-1) ?? '') : undefined;
}

/** Annotations by name. */
export function annotationsOf({ node }: Resource): readonly (readonly [string, YamlEntry])[] {
  const map = nodeAt(node, 'metadata', 'annotations');
  return map?.kind === 'map' ? [...map.entries] : [];
}

export function textOf({ value }: YamlEntry): string | undefined {
  return value.kind === 'scalar' && value.value !== null ? value.text : undefined;
}

/** Where a setting of a resource stands; the resource's own first key where it is not set. */
export function placeOf({ id, node }: Resource, path: string, at?: Span): Place {
  const kind = entryAt(node, 'kind');
  return { at: at ?? kind?.at ?? node.at, subject: `${id} ${path}` };
}
