import type { Position, Span } from './position.ts';

/** Offsets of one text, in UTF-16 code units, to its lines and columns and back. */
export interface LineIndex {
  /** Offsets beyond the text are those of its ends. */
  readonly at: (offset: number) => Position;
  /** From `start` up to, not including, `end`. */
  readonly span: (start: number, end: number) => Span;
  readonly offset: (position: Position) => number;
}

/** Lines end at `\n`, `\r\n` or `\r`, as editors count them. */
export function lineIndex(file: string, text: string): LineIndex {
  const starts = text.includes('\r') ? startsOfAny(text) : startsOf(text);

  function at(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, text.length));
    const line = lastAtMost(starts, clamped);
    return { file, line: line + 1, column: clamped - (starts[line] ?? 0) + 1 };
  }

  return {
    at,
    span: (start, end) => {
      const { line, column } = at(end);
      return { ...at(start), endLine: line, endColumn: column };
    },
    offset: ({ line, column }) => (starts[line - 1] ?? 0) + column - 1,
  };
}

function startsOfAny(text: string): readonly number[] {
  const ends = text.matchAll(/\r\n|\n|\r/g);
  return [0, ...Array.from(ends, ({ index, 0: end }) => index + end.length)];
}

/** Of a text that has no carriage return, as most have none. */
function startsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Index of the last number that is not above `wanted`. */
function lastAtMost(sorted: readonly number[], wanted: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}
