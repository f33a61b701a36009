import type { Extraction, SourceText } from '../extraction.ts';
import { HOLE } from '../typescript/values.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import type { YamlNode } from '../yaml/yaml-node.ts';

/** The documents of a file of YAML, or of a template for one; `text` is what was read, at the same offsets. */
export function readTemplate({ path, text }: SourceText): {
  readonly documents: readonly YamlNode[];
  readonly problems: Extraction['problems'];
  readonly text: string;
} {
  const whole = withoutTemplates(text);
  const read = readYaml({ path, text: whole });
  if (read.problems.length === 0 || whole === text) return { ...read, text: whole };
  // Both branches of a choice may not fit into one document.
  const first = withoutTemplates(withoutElse(text));
  return { ...readYaml({ path, text: first }), text: first };
}

// An action may hold texts with braces of their own, and a comment anything.
const action =
  /\{\{-?\s*\/\*[^]{0,8000}?\*\/\s*-?\}\}|\{\{(?:"(?:[^"\\\n]|\\.){0,1000}"|`[^`]{0,1000}`|[^}"`]|\}(?!\})){0,1000}?\}\}/g;

/** Of a line with many actions no more than this is looked at, to tell whether it holds anything else. */
const longestRest = 300;

/**
 * A text with the actions of Go templates (Helm, Argo) blanked, so that what is around them can be
 * read: a line of actions alone says nothing, an action within a line is an unknown value. Offsets
 * and lines stay.
 */
export function withoutTemplates(text: string): string {
  if (!text.includes('{{')) return text;
  let [lineStart, lastEnd, lastAlone] = [0, 0, 0];
  return text.replaceAll(action, (written, offset: number) => {
    const newline = text.slice(lastEnd, offset).lastIndexOf('\n');
    if (newline >= 0) lineStart = lastEnd + newline + 1;
    lastEnd = offset + written.length;
    if (text[offset - 1] === '$') return written;
    const before = text.slice(Math.max(lineStart, lastAlone), offset);
    const [after = ''] = text.slice(lastEnd, lastEnd + longestRest).split('\n', 1);
    const isAlone = /^\s*$/.test(before) && /^\s*(#.*)?$/.test(after.replaceAll(action, ''));
    if (isAlone) lastAlone = lastEnd;
    return written.replaceAll(/[^\n]/g, isAlone ? ' ' : HOLE);
  });
}

/** The first branch of every choice alone. */
function withoutElse(text: string): string {
  const elses: (number | undefined)[] = [];
  let [kept, from] = ['', 0];
  for (const { 0: written, index } of text.matchAll(action)) {
    const [word] = /[a-z]+/.exec(written) ?? [];
    if (/^(if|range|with|define|block)$/.test(word ?? '')) elses.push(undefined);
    else if (word === 'else' && elses.length > 0) elses[elses.length - 1] ??= index;
    else if (word === 'end') {
      const start = elses.pop();
      const isOutermost = elses.every((one) => one === undefined);
      if (start === undefined || !isOutermost) continue;
      kept += text.slice(from, start) + blank(text.slice(start, index));
      from = index;
    }
  }
  return kept + text.slice(from);
}

/** A text of which only one part is left, at its place: for a file that stands within another. */
export function onlyPart(text: string, start: number, end: number): string {
  return blank(text.slice(0, start)) + text.slice(start, end) + blank(text.slice(end));
}

function blank(text: string): string {
  return text.replaceAll(/[^\n]/g, ' ');
}
