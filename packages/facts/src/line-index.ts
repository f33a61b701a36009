import type { Span } from '@troth/diagnostics';

/** Turns offsets into places of one text. */
export interface LineIndex {
  /** From UTF-16 offset `start` up to, not including, `end`; both are clamped to the text. */
  readonly span: (start: number, end: number) => Span;
}

/** Lines end at `\n`, `\r\n` or `\r`, as editors count them. */
export function indexLines(path: string, text: string): LineIndex {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  const place = (offset: number): { line: number; column: number } => {
    const clamped = Math.max(0, Math.min(offset, text.length));
    const line = lastAtMost(starts, clamped);
    return { line: line + 1, column: clamped - (starts[line] ?? 0) + 1 };
  };
  return {
    span: (start, end) => {
      const from = place(start);
      const to = place(end);
      return { file: path, ...from, endLine: to.line, endColumn: to.column };
    },
  };
}

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
