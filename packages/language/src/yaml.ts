import {
  diagnostic,
  type Diagnostic,
  type Span,
  lineIndex,
  type LineIndex,
} from '@troth/diagnostics';
import {
  EVENT_ID,
  SCALAR_STYLE,
  YAMLException,
  getScalarValue,
  parseEvents,
  CORE_SCHEMA,
  type Event,
  type ScalarEvent,
} from 'js-yaml';

/** A file of text with the path its diagnostics name. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** YAML as it stands in the file: every value, key and item keeps its place. */
export type YamlNode = YamlScalar | YamlList | YamlMap;

export interface YamlScalar {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  readonly at: Span;
}

export interface YamlList {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
  readonly at: Span;
}

export interface YamlMap {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, { readonly keyAt: Span; readonly value: YamlNode }>;
  readonly at: Span;
}

const maxDepth = 32;

/**
 * Reads one document of plain YAML 1.2: no anchors, aliases or tags, no duplicate keys. Without a
 * `root` the diagnostics hold at least one error.
 */
export function parseYaml({ path, text }: SourceFile): {
  readonly root?: YamlNode;
  readonly diagnostics: readonly Diagnostic[];
} {
  const lines = lineIndex(path, text);
  const marker = /^(?:<{7}|>{7}|={7})(?: |$)/m.exec(text);
  if (marker)
    return {
      diagnostics: [
        diagnostic(
          'yaml/conflict-marker',
          lines.at(marker.index),
          'a merge conflict was left here',
        ),
      ],
    };
  try {
    return new Reader(text, lines).read(parseEvents(text, { filename: path, maxDepth }));
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return { diagnostics: [syntaxError(error, lines)] };
  }
}

function syntaxError(error: YAMLException, lines: LineIndex): Diagnostic {
  const at = lines.at(error.mark?.position ?? 0);
  const reason = error.reason.replaceAll(/\s+/g, ' ');
  if (reason.includes('nesting'))
    return diagnostic('yaml/too-deep', at, `more than ${maxDepth} levels deep`);
  return diagnostic('yaml/syntax', at, reason);
}

class Reader {
  readonly #text: string;
  readonly #lines: LineIndex;
  readonly #diagnostics: Diagnostic[] = [];
  #events: readonly Event[] = [];
  #next = 0;

  constructor(text: string, lines: LineIndex) {
    this.#text = text;
    this.#lines = lines;
  }

  read(events: readonly Event[]): {
    readonly root?: YamlNode;
    readonly diagnostics: readonly Diagnostic[];
  } {
    this.#events = events;
    const documents = events.filter(({ type }) => type === EVENT_ID.DOCUMENT).length;
    if (documents > 1)
      this.#report('yaml/several-documents', 0, 'the file holds several documents');
    this.#next = 1;
    const first = events[1];
    const empty =
      !first ||
      first.type === EVENT_ID.POP ||
      (first.type === EVENT_ID.SCALAR && this.#isEmpty(first));
    if (empty) this.#report('yaml/empty', 0, 'the file says nothing');
    const root = empty ? undefined : this.#node(0);
    return {
      ...(root && this.#diagnostics.length === 0 ? { root } : {}),
      diagnostics: this.#diagnostics,
    };
  }

  #node(fallback: number): YamlNode {
    const event = this.#events[this.#next];
    this.#next += 1;
    if (!event) throw new Error('the YAML events ended inside a node');
    switch (event.type) {
      case EVENT_ID.SCALAR:
        this.#refuseProperties(event);
        return this.#scalar(event, fallback);
      case EVENT_ID.SEQUENCE:
        this.#refuseProperties(event);
        return this.#list(event.start);
      case EVENT_ID.MAPPING:
        this.#refuseProperties(event);
        return this.#map(event.start);
      case EVENT_ID.ALIAS:
        this.#report(
          'yaml/alias',
          event.anchorStart - 1,
          `\`*${this.#text.slice(event.anchorStart, event.anchorEnd)}\` is an alias`,
        );
        return {
          kind: 'scalar',
          value: null,
          at: this.#lines.span(event.anchorStart, event.anchorEnd),
        };
      case EVENT_ID.DOCUMENT:
      case EVENT_ID.POP:
        throw new Error('the YAML events are out of order');
    }
  }

  #list(start: number): YamlList {
    const items: YamlNode[] = [];
    while (!this.#atPop()) items.push(this.#node(start));
    return { kind: 'list', items, at: this.#lines.span(start, start + 1) };
  }

  #map(start: number): YamlMap {
    const entries = new Map<string, { readonly keyAt: Span; readonly value: YamlNode }>();
    while (!this.#atPop()) {
      const key = this.#node(start);
      const value = this.#node(this.#lines.offset(key.at));
      const name = key.kind === 'scalar' ? String(key.value) : undefined;
      if (name === undefined) {
        this.#diagnostics.push(diagnostic('yaml/bad-key', key.at, 'a key is a list or a map'));
        continue;
      }
      const first = entries.get(name);
      if (first)
        this.#diagnostics.push(
          diagnostic('yaml/duplicate-key', key.at, `\`${name}\` stands twice`, {
            related: first.keyAt,
          }),
        );
      else entries.set(name, { keyAt: key.at, value });
    }
    return { kind: 'map', entries, at: this.#lines.span(start, start + 1) };
  }

  #scalar(event: ScalarEvent, fallback: number): YamlScalar {
    if (this.#isEmpty(event))
      return { kind: 'scalar', value: null, at: this.#lines.span(fallback, fallback) };
    const quoted =
      event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
    const text = getScalarValue(this.#text, event);
    const start = event.valueStart - Number(quoted);
    const at = this.#lines.span(start, event.valueEnd + Number(quoted));
    if (!text.isWellFormed()) this.#report('yaml/not-text', start, 'half a character stands here');
    return {
      kind: 'scalar',
      value: event.style === SCALAR_STYLE.PLAIN ? plainValue(text) : text,
      at,
    };
  }

  #isEmpty(event: ScalarEvent): boolean {
    return (
      event.valueStart < 0 ||
      (event.style === SCALAR_STYLE.PLAIN && event.valueStart === event.valueEnd)
    );
  }

  #atPop(): boolean {
    const event = this.#events[this.#next];
    if (event && event.type !== EVENT_ID.POP) return false;
    this.#next += 1;
    return true;
  }

  #refuseProperties(event: {
    readonly anchorStart: number;
    readonly anchorEnd: number;
    readonly tagStart: number;
    readonly tagEnd: number;
  }): void {
    if (event.anchorStart >= 0)
      this.#report(
        'yaml/alias',
        event.anchorStart - 1,
        `\`&${this.#text.slice(event.anchorStart, event.anchorEnd)}\` is an anchor`,
      );
    if (event.tagStart >= 0)
      this.#report(
        'yaml/tag',
        event.tagStart,
        `\`${this.#text.slice(event.tagStart, event.tagEnd)}\` is a tag`,
      );
  }

  #report(
    code: 'yaml/alias' | 'yaml/tag' | 'yaml/empty' | 'yaml/not-text' | 'yaml/several-documents',
    offset: number,
    message: string,
  ): void {
    this.#diagnostics.push(diagnostic(code, this.#lines.at(Math.max(offset, 0)), message));
  }
}

/** Numbers, booleans and null of the YAML 1.2 core schema; everything else is text. */
function plainValue(text: string): string | number | boolean | null {
  const { value } = CORE_SCHEMA.resolveImplicitScalarTag(text);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  return text;
}
