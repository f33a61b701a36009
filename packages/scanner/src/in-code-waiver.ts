import { lineIndex } from '@troth/diagnostics';
import type { Span } from '@troth/diagnostics';

/** A comment that calls a finding of the next line, or of its own, wrong: `troth-ignore RULE -- reason`. */
export interface InCodeWaiver {
  readonly rule: string;
  /** Absent where the comment gives none; then it covers nothing. */
  readonly reason?: string;
  readonly at: Span;
  /** Lines it speaks of: its own, and the first one after it that is no such comment. */
  readonly lines: readonly number[];
}

const comment =
  /(?:\/\/|\/\*|#|--|<!--)[ \t]*troth-ignore[ \t]+([a-z]+\/[a-z-]+)(?:[ \t]+--[ \t]*([^\n]*?))?[ \t]*(?:\*\/\}?|-->)?[ \t]*$/gm;

/** The comments of a file in any language that has `//`, `#`, `--`, `/* … *\/` or `<!-- … -->`. */
export function inCodeWaivers(file: {
  readonly path: string;
  readonly text: string;
}): readonly InCodeWaiver[] {
  if (!file.text.includes('troth-ignore')) return [];
  const index = lineIndex(file.path, file.text);
  const found = Array.from(file.text.matchAll(comment), (match) => {
    const at = index.span(match.index, match.index + match[0].trimEnd().length);
    return { rule: match[1] ?? '', reason: match[2] ?? '', at };
  });
  const own = new Set(found.map(({ at }) => at.line));
  return found.map(({ rule, reason, at }) => ({
    rule,
    ...(reason !== '' && { reason }),
    at,
    lines: [at.line, lineAfter(at.line, own)],
  }));
}

function lineAfter(line: number, comments: ReadonlySet<number>): number {
  let next = line + 1;
  while (comments.has(next)) next += 1;
  return next;
}
