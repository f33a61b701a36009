/** One instruction of a Dockerfile. */
export interface Instruction {
  /** Upper case. */
  readonly keyword: string;
  /** Where what follows the keyword stands, here-documents included. */
  readonly start: number;
  readonly end: number;
}

export interface Dockerfile {
  readonly instructions: readonly Instruction[];
  /** The text with what joins lines, and comments between joined lines, blanked: offsets stay. */
  readonly text: string;
}

/** Reads a Dockerfile line by line as its builder does. @see https://docs.docker.com/reference/dockerfile/ */
export function readInstructions(text: string): Dockerfile {
  const lines = linesOf(text);
  const lastOf = new Map(lines.map((line, at) => [line.text.trim(), at]));
  const escape = escapeOf(text);
  const instructions: Instruction[] = [];
  const blanks: Line[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const first = lines[at] ?? nothing;
    const [head = '', keyword = ''] = /^\s*([A-Za-z]+)(?=\s|$)/.exec(first.text) ?? [];
    if (keyword === '') continue;
    at = joinLines({ lines, first: at, escape, blanks });
    if (/^(run|copy|add)$/i.test(keyword)) {
      at = afterHeredocs(lines, lastOf, at, text.slice(first.start, lines[at]?.end));
    }
    const [start, end] = [first.start + head.length, lines[at]?.end ?? text.length];
    instructions.push({ keyword: keyword.toUpperCase(), start, end });
  }
  return { instructions, text: blanked(text, blanks) };
}

interface Line {
  readonly text: string;
  readonly start: number;
  /** Without its line break. */
  readonly end: number;
}

const nothing: Line = { text: '', start: 0, end: 0 };

function linesOf(text: string): readonly Line[] {
  let start = 0;
  return text.split('\n').map((line) => {
    const one = { text: line, start, end: start + line.length };
    start = one.end + 1;
    return one;
  });
}

/** What joins a line with the next: a backslash, or what the directive at the top says. */
function escapeOf(text: string): string {
  return /^\s*#\s*escape\s*=\s*([\\`])/im.exec(text.slice(0, 1000))?.[1] ?? '\\';
}

interface Joining {
  readonly lines: readonly Line[];
  readonly first: number;
  readonly escape: string;
  /** What joins the lines, and a comment or an empty line between them, is added here. */
  readonly blanks: Line[];
}

/** Index of the last line that the instruction of the first is joined from. */
function joinLines({ lines, first, escape, blanks }: Joining): number {
  for (let at = first; at < lines.length; at += 1) {
    const { text, start, end } = lines[at] ?? nothing;
    const ending = /[\\`]\s*$/.exec(text);
    if (at > first && /^\s*(#|$)/.test(text)) blanks.push({ text, start, end: end + 1 });
    else if (ending?.[0].startsWith(escape) === true) {
      blanks.push({ text, start: start + ending.index, end: end + 1 });
    } else return at;
  }
  return lines.length - 1;
}

/** Index of the line that ends the last here-document which these words open. */
function afterHeredocs(
  lines: readonly Line[],
  lastOf: ReadonlyMap<string, number>,
  index: number,
  words: string,
): number {
  let at = index;
  for (const [, , word = ''] of words.matchAll(/<<-?(["']?)([A-Za-z_]\w*)\1/g)) {
    if ((lastOf.get(word) ?? 0) <= at) return at;
    do at += 1;
    while (lines[at]?.text.trim() !== word);
  }
  return at;
}

function blanked(text: string, blanks: readonly Line[]): string {
  let from = 0;
  const parts = blanks.map(({ start, end }) => {
    const part = text.slice(from, start) + ' '.repeat(Math.min(end, text.length) - start);
    from = Math.min(end, text.length);
    return part;
  });
  return parts.join('') + text.slice(from);
}
