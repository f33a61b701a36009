import type { Position, Span } from '@troth/diagnostics';

/** Offsets of one text to lines and columns and back. */
export interface LineIndex {
  at(offset: number): Position;
  span(start: number, end: number): Span;
  offset(position: Position): number;
}

export function lineIndex(file: string, text: string): LineIndex {
  const starts = [0];
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1))
    starts.push(index + 1);

  function at(offset: number): Position {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { file, line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  }

  return {
    at,
    span(start, end) {
      const { line, column } = at(end);
      return { ...at(start), endLine: line, endColumn: column };
    },
    offset: ({ line, column }) => (starts[line - 1] ?? 0) + column - 1,
  };
}
