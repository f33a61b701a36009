import type { SourceFile } from '@troth/language';

/** What editors, merges and attackers leave in YAML. */
const debris = [
  '{{',
  '}}',
  '{{ }}',
  ': ',
  '- ',
  '\t',
  '\n',
  '\r\n',
  '\r',
  '&a ',
  '*a',
  '!!binary ',
  '!x ',
  '<<: *a',
  '"',
  "'",
  '[',
  ']',
  '{',
  '}',
  '|',
  '>',
  '#',
  '\u0000',
  '\uFEFF',
  '\u2028',
  '\uD800',
  '---\n',
  '...\n',
  '__proto__: ',
  'constructor: ',
  'toString',
  '30 days',
  '-1 day',
  '99999 years',
  '1e400',
  '0x1F',
  '~',
  'null',
  'true',
  '<<<<<<< HEAD\n',
  '=======\n',
  '>>>>>>> x\n',
  '? ',
  '%YAML 1.1\n',
  '@',
  '`',
  '💥',
  'ﬁ',
];

/** Numbers from a seed, 0 up to but not including `below` (mulberry32). */
export function numbersFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** The files with one of them changed in one to four places. */
export function mutated(
  files: readonly SourceFile[],
  next: (below: number) => number,
): readonly SourceFile[] {
  const victim = next(files.length);
  return files.map((file, index) =>
    index === victim ? { path: file.path, text: mutatedText(file.text, next) } : file,
  );
}

function mutatedText(text: string, next: (below: number) => number): string {
  let result = text;
  for (let change = next(4); change >= 0; change -= 1) result = changedOnce(result, next);
  return result;
}

function changedOnce(text: string, next: (below: number) => number): string {
  const from = next(text.length + 1);
  const to = next(text.length + 1);
  const lines = text.split('\n');
  switch (next(6)) {
    case 0:
      return text.slice(0, from) + (debris[next(debris.length)] ?? '') + text.slice(from);
    case 1:
      return text.slice(0, from) + text.slice(from + 1 + next(12));
    case 2:
      return text.slice(0, from) + text.slice(to, to + next(60)) + text.slice(from);
    case 3:
      return lines.toSpliced(next(lines.length), 1).join('\n');
    case 4:
      return lines.toSpliced(next(lines.length), 0, lines[next(lines.length)] ?? '').join('\n');
    default:
      return text.slice(0, from) + String.fromCodePoint(next(0x10_ff_ff)) + text.slice(from);
  }
}
