import type { Span } from '@troth/diagnostics';

import type { Problem } from '../extraction.ts';
import { readTemplate } from '../settings/templates.ts';
import type { TextOf } from './together.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import type { YamlEntry, YamlNode, YamlScalar } from '../yaml/yaml-node.ts';

/** The path of what several files make: a place in it is a place in one of them. */
export const TOGETHER = 'together';

interface Page {
  readonly path: string;
  readonly text: string;
  /** Offset and lines before it. */
  readonly start: number;
  readonly line: number;
}

/**
 * Files as pages of one text, so that an object which is made of parts from several is read like one that
 * stands in a single file: its parts keep their offsets and lines, which lead back to their own files.
 */
export class Pages {
  readonly #textOf: TextOf;
  readonly #pages = new Map<string, Page>();
  readonly #problems: Problem[] = [];
  #text = '';
  #lines = 0;

  constructor(textOf: TextOf) {
    this.#textOf = textOf;
  }

  get text(): string {
    return this.#text;
  }

  get problems(): readonly Problem[] {
    return this.#problems;
  }

  get paths(): ReadonlySet<string> {
    return new Set(this.#pages.keys());
  }

  has(path: string): boolean {
    return this.#textOf(path) !== undefined;
  }

  /** The documents of a file; none where it is not here or cannot be read. */
  documents(path: string): readonly YamlNode[] {
    const text = this.#textOf(path);
    if (text === undefined) return [];
    const read = readTemplate({ path, text });
    const isNew = !this.#pages.has(path);
    const page = this.#pages.get(path) ?? this.#add(path, read.text);
    if (isNew) this.#problems.push(...read.problems);
    return read.documents.map((node) => shifted(node, page));
  }

  /** The documents of a text that stands within a file. */
  within(path: string, scalar: YamlScalar): readonly YamlNode[] {
    const page = this.#pages.get(path);
    if (page === undefined) return [];
    const [start, end] = [scalar.start - page.start, scalar.end - page.start];
    if (!/["']/.test(page.text.charAt(start))) {
      // Its first line with the indent that the others have; what is around it is not read again.
      const lineStart = page.text.lastIndexOf('\n', start - 1) + 1;
      const text = ' '.repeat(start - lineStart) + page.text.slice(start, end);
      const part = { path, text, start: page.start + lineStart, line: scalar.at.line - 1 };
      const { documents, problems } = readYaml(part);
      this.#problems.push(...problems.map((one) => ({ ...one, at: this.placeOf(scalar.at) })));
      return documents.map((node) => shifted(node, part));
    }
    // What is quoted stands otherwise than it reads: all of it at the place of the text.
    return readYaml({ path, text: scalar.text }).documents.map((node) => placed(node, scalar));
  }

  /** The place in a file of a place in what is made of them: where it ends, if it reaches over several. */
  placeOf(at: Span): Span {
    const first = this.#pageOf(at.line);
    const last = this.#pageOf(at.endLine);
    if (first === undefined || last === undefined) return at;
    const isOver = first !== last || at.line > at.endLine;
    return {
      file: last.path,
      line: (isOver ? at.endLine : at.line) - last.line,
      column: isOver ? 1 : at.column,
      endLine: at.endLine - last.line,
      endColumn: at.endColumn,
    };
  }

  #add(path: string, text: string): Page {
    const page = { path, text, start: this.#text.length, line: this.#lines };
    const whole = `${text}\n`;
    this.#text += whole;
    this.#lines += whole.split('\n').length - 1;
    this.#pages.set(path, page);
    return page;
  }

  #pageOf(line: number): Page | undefined {
    return [...this.#pages.values()].findLast((page) => page.line < line);
  }
}

/** A node of a file as a node of the pages. */
function shifted(node: YamlNode, page: Page): YamlNode {
  return mapped(node, {
    span: (at) => ({
      ...at,
      file: TOGETHER,
      line: at.line + page.line,
      endLine: at.endLine + page.line,
    }),
    offset: (offset) => offset + page.start,
  });
}

function placed(node: YamlNode, { at, start }: YamlNode): YamlNode {
  return mapped(node, { span: () => at, offset: () => start });
}

interface Move {
  readonly span: (at: Span) => Span;
  readonly offset: (offset: number) => number;
}

function mapped(node: YamlNode, move: Move): YamlNode {
  const place = {
    at: move.span(node.at),
    start: move.offset(node.start),
    end: move.offset(node.end),
  };
  switch (node.kind) {
    case 'scalar':
      return { ...node, ...place };
    case 'list':
      return { ...node, ...place, items: node.items.map((item) => mapped(item, move)) };
    case 'map':
      return { ...node, ...place, entries: mappedEntries(node.entries, move) };
  }
}

function mappedEntries(
  entries: ReadonlyMap<string, YamlEntry>,
  move: Move,
): ReadonlyMap<string, YamlEntry> {
  return new Map(
    [...entries].map(([key, { keyAt, at, value }]) => [
      key,
      { keyAt: move.span(keyAt), at: move.span(at), value: mapped(value, move) },
    ]),
  );
}
