/** A word of a Prisma schema with its place; `text` of a comment is without its slashes. */
export interface Token {
  readonly kind: 'documentation' | 'comment' | 'string' | 'word' | 'symbol' | 'newline' | 'stray';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const pattern =
  /(?<documentation>\/\/\/[^\n]*)|(?<comment>\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(?<string>"(?:\\.|[^"\\\n])*")|(?<word>[A-Za-z_0-9][\w.-]*)|(?<symbol>@@|[@{}()[\],:?=!-])|(?<newline>\n)|(?<space>[ \t\r\uFEFF]+)|(?<stray>[\s\S])/gu;

/**
 * The words of a Prisma schema. We read them ourselves because annotations are comments: the
 * official parser keeps no place of anything, and others keep none of comments.
 */
export function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const kind = kindOf(match.groups ?? {});
    if (kind === undefined) return [];
    const [whole] = match;
    return [{ kind, text: whole, start: match.index, end: match.index + whole.length }];
  });
}

function kindOf(groups: Readonly<Record<string, string | undefined>>): Token['kind'] | undefined {
  if (groups['documentation'] !== undefined) return 'documentation';
  if (groups['comment'] !== undefined) return 'comment';
  if (groups['string'] !== undefined) return 'string';
  if (groups['word'] !== undefined) return 'word';
  if (groups['symbol'] !== undefined) return 'symbol';
  if (groups['newline'] !== undefined) return 'newline';
  return groups['stray'] === undefined ? undefined : 'stray';
}
