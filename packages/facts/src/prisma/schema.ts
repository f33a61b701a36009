import type { Token } from './tokens.ts';
import { tokensOf } from './tokens.ts';

/** A Prisma schema file as it is written; offsets are UTF-16 units from the start of the text. */
export interface PrismaSchema {
  readonly blocks: readonly PrismaBlock[];
  /** Words that fit nowhere. */
  readonly strays: readonly Token[];
}

/** `model Account { … }`, and likewise `enum`, `view`, `type`, `datasource`, `generator`. */
export interface PrismaBlock {
  readonly kind: string;
  readonly name: string;
  readonly start: number;
  /** End of the name. */
  readonly end: number;
  readonly documentation: readonly Token[];
  readonly lines: readonly PrismaLine[];
  readonly attributes: readonly PrismaAttribute[];
  /** Documentation that no line follows. */
  readonly dangling: readonly Token[];
}

/** `email String? @unique`, with the documentation above and behind it. */
export interface PrismaLine {
  readonly name: string;
  readonly type: string;
  readonly isList: boolean;
  readonly isOptional: boolean;
  readonly start: number;
  /** End of the type. */
  readonly end: number;
  readonly attributes: readonly PrismaAttribute[];
  readonly documentation: readonly Token[];
}

/** `@map("e_mail")` or `@@id([a, b])`; arguments as words. */
export interface PrismaAttribute {
  readonly name: string;
  readonly words: readonly Token[];
}

/** Reads a schema; what is no Prisma is in `strays`, the rest is read all the same. */
export function readSchema(text: string): PrismaSchema {
  const tokens = tokensOf(text).filter(({ kind }) => kind !== 'comment');
  const blocks: PrismaBlock[] = [];
  const strays: Token[] = [];
  let documentation: Token[] = [];
  let at = 0;
  while (at < tokens.length) {
    const token = tokens[at];
    if (token === undefined) break;
    if (token.kind === 'documentation') documentation.push(token);
    const block = token.kind === 'word' ? readBlock(tokens, at, documentation) : undefined;
    if (block !== undefined) {
      blocks.push(block.block);
      documentation = [];
      at = block.next;
      continue;
    }
    if (token.kind !== 'documentation' && token.kind !== 'newline') strays.push(token);
    at += 1;
  }
  return { blocks, strays };
}

function readBlock(
  tokens: readonly Token[],
  at: number,
  documentation: readonly Token[],
): { readonly block: PrismaBlock; readonly next: number } | undefined {
  const [kind, name, brace] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (kind === undefined || name?.kind !== 'word' || brace?.text !== '{') return undefined;
  const close = closing(tokens, at + 2);
  const rows = rowsOf(tokens.slice(at + 3, close));
  const block = { kind: kind.text, name: name.text, start: kind.start, end: name.end };
  return { block: { ...block, documentation, ...readRows(rows) }, next: close + 1 };
}

function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    if (tokens[at]?.text === '{') depth += 1;
    if (tokens[at]?.text === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return tokens.length;
}

/** A row ends with the line, unless brackets are still open. */
function rowsOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const rows: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if ('([{'.includes(token.text)) depth += 1;
    if (')]}'.includes(token.text)) depth -= 1;
    if (token.kind === 'newline') {
      if (depth <= 0) rows.push([]);
    } else {
      rows.at(-1)?.push(token);
    }
  }
  return rows.filter((row) => row.length > 0);
}

function readRows(
  rows: readonly (readonly Token[])[],
): Pick<PrismaBlock, 'lines' | 'attributes' | 'dangling'> {
  const lines: PrismaLine[] = [];
  const attributes: PrismaAttribute[] = [];
  let above: readonly Token[] = [];
  for (const row of rows) {
    const documentation = row.filter(({ kind }) => kind === 'documentation');
    const words = row.filter(({ kind }) => kind !== 'documentation');
    const [first] = words;
    if (first === undefined) {
      above = [...above, ...documentation];
    } else if (first.text === '@@') {
      attributes.push(...readAttributes(words));
    } else {
      lines.push(readLine(words, first, [...above, ...documentation]));
      above = [];
    }
  }
  return { lines, attributes, dangling: above };
}

function readLine(
  words: readonly Token[],
  name: Token,
  documentation: readonly Token[],
): PrismaLine {
  const firstAttribute = words.findIndex(({ text }) => text === '@');
  const head = firstAttribute === -1 ? words : words.slice(0, firstAttribute);
  const type = head[1]?.kind === 'word' ? head[1] : undefined;
  const marks = head.slice(2).map(({ text }) => text);
  return {
    name: name.text,
    type: type?.text ?? '',
    isList: marks.includes('['),
    isOptional: marks.includes('?'),
    start: name.start,
    end: (head.at(-1) ?? name).end,
    attributes: firstAttribute === -1 ? [] : readAttributes(words.slice(firstAttribute)),
    documentation,
  };
}

/** `@id @map("x") @relation(fields: [a])`: a name after each sign, with what its brackets hold. */
function readAttributes(words: readonly Token[]): readonly PrismaAttribute[] {
  const attributes: { name: string; words: Token[] }[] = [];
  let depth = 0;
  for (const [index, word] of words.entries()) {
    if (depth === 0 && (word.text === '@' || word.text === '@@')) {
      attributes.push({ name: words[index + 1]?.text ?? '', words: [] });
      continue;
    }
    if (word.text === ')') depth -= 1;
    if (depth > 0) attributes.at(-1)?.words.push(word);
    if (word.text === '(') depth += 1;
  }
  return attributes;
}
