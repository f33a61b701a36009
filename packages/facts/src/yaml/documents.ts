import type { LineIndex } from '@troth/diagnostics';
import { CORE_SCHEMA, EVENT_ID, SCALAR_STYLE, getScalarValue } from 'js-yaml';
import type { Event, ScalarEvent } from 'js-yaml';

import type { YamlEntry, YamlList, YamlMap, YamlNode, YamlScalar } from './yaml-node.ts';

/** Nodes that aliases may add, so that ten lines of aliases to aliases cannot name a billion. */
const maxAliased = 10_000;

/** The documents of one file, from the events of its parse. */
export function documentsOf(
  events: readonly Event[],
  text: string,
  lines: LineIndex,
): readonly YamlNode[] {
  return new Builder(events, text, lines).documents();
}

interface Properties {
  readonly anchorStart: number;
  readonly anchorEnd: number;
  readonly tagStart: number;
  readonly tagEnd: number;
}

class Builder {
  readonly #events: readonly Event[];
  readonly #text: string;
  readonly #lines: LineIndex;
  readonly #sizes = new Map<YamlNode, number>();
  #anchors = new Map<string, YamlNode>();
  #aliased = 0;
  #next = 0;

  constructor(events: readonly Event[], text: string, lines: LineIndex) {
    this.#events = events;
    this.#text = text;
    this.#lines = lines;
  }

  documents(): readonly YamlNode[] {
    const documents: YamlNode[] = [];
    while (this.#next < this.#events.length) {
      this.#next += 1;
      this.#anchors = new Map();
      while (!this.#closes()) documents.push(this.#node(0));
    }
    return documents;
  }

  /** `fallback` is where a value that is not written would stand. */
  #node(fallback: number): YamlNode {
    const event = this.#events[this.#next];
    this.#next += 1;
    switch (event?.type) {
      case EVENT_ID.SCALAR:
        return this.#named(event, this.#scalar(event, fallback));
      case EVENT_ID.SEQUENCE:
        return this.#named(event, this.#list(event));
      case EVENT_ID.MAPPING:
        return this.#named(event, this.#map(event));
      case EVENT_ID.ALIAS:
        return this.#alias(event.anchorStart, event.anchorEnd);
      case EVENT_ID.DOCUMENT:
      case EVENT_ID.POP:
      case undefined:
        return this.#nothing(fallback, fallback);
    }
  }

  #named(event: Properties, node: YamlNode): YamlNode {
    if (event.anchorStart >= 0) {
      this.#anchors.set(this.#text.slice(event.anchorStart, event.anchorEnd), node);
    }
    return node;
  }

  #list(event: Properties & { readonly start: number }): YamlList {
    const items: YamlNode[] = [];
    while (!this.#closes()) items.push(this.#node(event.start));
    const end = this.#endOf(event.start, items.at(-1)?.end);
    return this.#sized({ kind: 'list', items, ...this.#place(event.start, end, event) }, items);
  }

  #map(event: Properties & { readonly start: number }): YamlMap {
    const entries = new Map<string, YamlEntry>();
    const merged: YamlNode[] = [];
    let last: number | undefined;
    while (!this.#closes()) {
      const key = this.#node(event.start);
      const value = this.#node(key.end);
      last = Math.max(key.end, value.end);
      const name = key.kind === 'scalar' ? key.text : undefined;
      if (name === '<<') merged.push(value);
      else if (name !== undefined) {
        entries.set(name, { keyAt: key.at, at: this.#lines.span(key.start, last), value });
      }
    }
    for (const [name, entry] of merged.flatMap(entriesOf)) {
      if (!entries.has(name)) entries.set(name, entry);
    }
    const end = this.#endOf(event.start, last);
    const map: YamlMap = { kind: 'map', entries, ...this.#place(event.start, end, event) };
    return this.#sized(
      map,
      [...entries.values()].map(({ value }) => value),
    );
  }

  #scalar(event: ScalarEvent, fallback: number): YamlScalar {
    if (event.valueStart < 0)
      return { ...this.#nothing(fallback, fallback), ...tagOf(this.#text, event) };
    const isQuoted =
      event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
    const text = getScalarValue(this.#text, event);
    const value = event.style === SCALAR_STYLE.PLAIN ? plainValue(text) : text;
    const start = event.valueStart - Number(isQuoted);
    const end = event.valueEnd + Number(isQuoted);
    return { kind: 'scalar', value, text, ...this.#place(start, end, event) };
  }

  #alias(start: number, end: number): YamlNode {
    const node = this.#anchors.get(this.#text.slice(start, end));
    const size = node === undefined ? 0 : (this.#sizes.get(node) ?? 1);
    this.#aliased += size;
    if (node === undefined || this.#aliased > maxAliased) return this.#nothing(start - 1, end);
    const copy: YamlNode = { ...node, ...this.#place(start - 1, end) };
    this.#sizes.set(copy, size);
    return copy;
  }

  #nothing(start: number, end: number): YamlScalar {
    return { kind: 'scalar', value: null, text: '', ...this.#place(start, end) };
  }

  #sized<T extends YamlNode>(node: T, children: readonly YamlNode[]): T {
    this.#sizes.set(
      node,
      children.reduce((sum, child) => sum + (this.#sizes.get(child) ?? 1), 1),
    );
    return node;
  }

  #place(
    start: number,
    end: number,
    event?: Properties,
  ): Pick<YamlScalar, 'at' | 'start' | 'end' | 'tag'> {
    const tag = event === undefined ? {} : tagOf(this.#text, event);
    return { at: this.#lines.span(start, end), start, end, ...tag };
  }

  /** The events do not say where a collection ends: a flow's bracket, or the end of its last child. */
  #endOf(start: number, last: number | undefined): number {
    const closing = { '[': ']', '{': '}' }[this.#text[start] ?? ''];
    const from = last ?? start + 1;
    if (closing === undefined) return from;
    const rest = /^(?:\s|,|#[^\n]*)*/u.exec(this.#text.slice(from, from + 10_000))?.[0] ?? '';
    return this.#text[from + rest.length] === closing ? from + rest.length + 1 : from;
  }

  #closes(): boolean {
    const event = this.#events[this.#next];
    if (event !== undefined && event.type !== EVENT_ID.POP) return false;
    this.#next += 1;
    return true;
  }
}

function entriesOf(node: YamlNode): readonly (readonly [string, YamlEntry])[] {
  if (node.kind === 'map') return [...node.entries];
  return node.kind === 'list' ? node.items.flatMap(entriesOf) : [];
}

function tagOf(text: string, { tagStart, tagEnd }: Properties): { readonly tag?: string } {
  return tagStart < 0 ? {} : { tag: text.slice(tagStart, tagEnd) };
}

/** Numbers, booleans and null of the YAML 1.2 core schema; everything else is text. */
function plainValue(text: string): YamlScalar['value'] {
  const { value } = CORE_SCHEMA.resolveImplicitScalarTag(text);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  return text;
}
