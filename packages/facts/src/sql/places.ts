import type { Span } from '@troth/diagnostics';

import type { Remark } from '../model/annotations.ts';
import type { SqlComment, Statement } from './statements.ts';

/** Where the words of a statement stand; the parser counts bytes from the statement's start. */
export interface Places {
  /** The name at a place the parser gives. */
  readonly name: (location: number | undefined) => Span;
  /** The first line of the statement. */
  readonly whole: Span;
  /** Annotations by the offset, in bytes, of the name they are about; those of the table by 0. */
  readonly remarks: (locations: readonly number[]) => ReadonlyMap<number, readonly Remark[]>;
}

/** The span of a range of the file. */
export type SpanOf = (start: number, end: number) => Span;

export function placesOf(statement: Statement, text: string, span: SpanOf): Places {
  const { start } = statement;
  const offset = charactersOf(statement.text);
  const line = /^[^\n]*/u.exec(statement.text)?.[0].length ?? 0;
  const whole = span(start, start + line);
  return {
    whole,
    name: (location) => {
      if (location === undefined) return whole;
      const from = offset(location);
      const name = /^(?:"(?:[^"]|"")*"|[\w$.]+)/u.exec(statement.text.slice(from))?.[0] ?? '';
      return span(start + from, start + from + name.length);
    },
    remarks: (locations) => {
      const found = new Map<number, Remark[]>();
      for (const comment of statement.comments) {
        const about = subjectOf(comment, text, {
          statement: start,
          names: locations.map((location) => ({ location, at: start + offset(location) })),
        });
        for (const remark of remarksIn(comment, span)) {
          found.set(about, [...(found.get(about) ?? []), remark]);
        }
      }
      return found;
    },
  };
}

interface Named {
  readonly statement: number;
  readonly names: readonly { readonly location: number; readonly at: number }[];
}

// A comment behind code is about what stands before it, another about what follows.
function subjectOf(comment: SqlComment, text: string, { statement, names }: Named): number {
  if (comment.start < statement) return 0;
  const line = text.lastIndexOf('\n', comment.start - 1) + 1;
  const isBehind = text.slice(line, comment.start).trim() !== '';
  const about = isBehind
    ? names.findLast(({ at }) => at < comment.start)
    : names.find(({ at }) => at > comment.start);
  return about?.location ?? 0;
}

function remarksIn({ text, start, end }: SqlComment, span: SpanOf): readonly Remark[] {
  return text
    .split('\n')
    .filter((line) => /^\s*@(?:data|subject|item)\b/u.test(line))
    .map((line) => ({ text: line, at: span(start, end) }));
}

/** From bytes, in which the parser counts, to the units of a string. */
function charactersOf(text: string): (bytes: number) => number {
  // oxlint-disable-next-line no-control-regex -- plain ASCII is asked for, which begins at zero
  if (/^[\u{0}-\u{7F}]*$/u.test(text)) return (bytes) => bytes;
  const starts: number[] = [];
  let at = 0;
  for (const character of text) {
    const size = new TextEncoder().encode(character).length;
    for (let byte = 0; byte < size; byte += 1) starts.push(at);
    at += character.length;
  }
  return (bytes) => starts[bytes] ?? text.length;
}
