import { folded, type Block, type Reading } from './block.ts';

/**
 * Plain text: paragraphs are lines, or groups of wrapped lines between blank ones; short lines
 * without a full stop that something follows are headings. The marks of lists stay in the text.
 */
export function textBlocks(source: string): Reading {
  const lines = source.split(/\r\n?|[\n\u2028\u2029]/);
  const underlines = lines.filter((line, index) => isUnderline(line, lines[index - 1])).length;
  const kept = lines.filter((line, index) => !isUnderline(line, lines[index - 1]));
  const groups = groupsOf(kept.map(folded));
  const blocks = groups.flatMap(groupBlocks);
  return {
    kind: 'read',
    blocks: withTitle(withoutLastHeading(blocks)),
    notes:
      underlines === 0 ? [] : [`${underlines} rows of \`=\` or \`-\` below headings were left out`],
  };
}

function isUnderline(line: string, before: string | undefined): boolean {
  return /^\s*(?:={3,}|-{3,}|_{3,}|~{3,})\s*$/.test(line) && folded(before ?? '') !== '';
}

/** Lines between blank ones. */
function groupsOf(lines: readonly string[]): readonly (readonly string[])[] {
  const groups: string[][] = [];
  let group: string[] = [];
  for (const line of [...lines, '']) {
    if (line !== '') group.push(line);
    else if (group.length > 0) {
      groups.push(group);
      group = [];
    }
  }
  return groups;
}

const widestWrap = 100;

function groupBlocks(group: readonly string[]): readonly Block[] {
  const widest = Math.max(...group.map((line) => line.length));
  const isWrapped = widest <= widestWrap && group.length > 1;
  const blocks: Block[] = [];
  let before = '';
  for (const line of group) {
    const last = blocks.at(-1);
    const isShort = !isWrapped || line.length < widest * 0.6;
    const isNew =
      last?.kind !== 'paragraph' || !isWrapped || isItem(line) || before.length < widest * 0.6;
    if (isNew)
      blocks.push(isShort && isHeading(line) ? heading(line) : { kind: 'paragraph', text: line });
    else blocks[blocks.length - 1] = { ...last, text: `${last.text} ${line}` };
    before = line;
  }
  return blocks;
}

function heading(text: string): Block {
  return { kind: 'heading', level: 2, text };
}

function isItem(line: string): boolean {
  return /^(?:[-*+•◦▪–]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s/i.test(line);
}

function isHeading(line: string): boolean {
  return (
    line.length <= 80 &&
    line.split(' ').length <= 10 &&
    /^(?:\d+(?:\.\d+)*[.)]?\s+)?["“]?\p{Lu}/u.test(line) &&
    !/[.!?;,:]["”)]?$/.test(line) &&
    !/:\s|^(?:[A-Za-z]|[ivxIVX]{1,5})[.)]\s|@|\||\b(?:19|20)\d{2}(?:-\d{2}|$)/.test(line)
  );
}

/** What nothing follows is no heading. */
function withoutLastHeading(blocks: readonly Block[]): readonly Block[] {
  const last = blocks.at(-1);
  return last?.kind === 'heading'
    ? [...blocks.slice(0, -1), { kind: 'paragraph', text: last.text }]
    : blocks;
}

/** A heading at the very top is the name of the page. */
function withTitle(blocks: readonly Block[]): readonly Block[] {
  const [first, ...rest] = blocks;
  return first?.kind === 'heading' ? [{ ...first, level: 1 }, ...rest] : blocks;
}
