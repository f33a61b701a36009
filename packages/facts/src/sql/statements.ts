/** A comment in SQL, without its signs. */
export interface SqlComment {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A statement that says something about tables or connections; offsets are those of the file. */
export interface Statement {
  readonly text: string;
  readonly start: number;
  /** Comments before it, since the last statement, and inside it. */
  readonly comments: readonly SqlComment[];
}

// What is skipped whole: a quoted `;` ends nothing, and what is not closed goes to the end. `GO` ends a batch of SQL Server.
const piece =
  /(?<comment>--[^\n]*|\/\*[\s\S]*?(?:\*\/|(?![\s\S])))|(?<quoted>'(?:[^']|'')*(?:'|(?![\s\S]))|"(?:[^"]|"")*(?:"|(?![\s\S]))|`[^`]*(?:`|(?![\s\S]))|(?<tag>\$\w*\$)[\s\S]*?(?:\k<tag>|(?![\s\S])))|(?<meta>^\\[^\n]*)|(?<end>;|^GO[ \t]*\r?$)|(?<space>\s+)|(?<code>[^;'"`$\\/\s-]+|[\s\S])/gmu;

const told =
  /^(?:create\s+(?:(?:global|local|temp|temporary|unlogged|foreign)\s+)*table|create\s+(?:unique\s+)?index|create\s+(?:server|subscription)|alter\s+(?:foreign\s+)?table|alter\s+(?:system|server|subscription)|drop\s+table|comment\s+on)\b/iu;

/**
 * The statements of a file that its tables and connections depend on. They are cut out first, because
 * one that is not understood must not hide the others, and rows of a dump need no parser.
 */
export function statementsIn(text: string): readonly Statement[] {
  const statements: Statement[] = [];
  let open: OpenStatement = { start: undefined, end: 0, comments: [] };
  let undoing = false;
  for (const match of withoutRows(text).matchAll(piece)) {
    const at = match.index;
    const { comment, end, space, meta } = match.groups ?? {};
    const behind = at + match[0].length;
    if (comment !== undefined) undoing = directionOf(comment) ?? undoing;
    if (undoing) continue;
    if (comment !== undefined)
      open.comments.push({ text: bareComment(comment), start: at, end: behind });
    else if (end !== undefined) {
      close(open, text, statements);
      open = { start: undefined, end: behind, comments: [] };
    } else if (space === undefined && meta === undefined) {
      open = { ...open, start: open.start ?? at, end: behind };
    }
  }
  close(open, text, statements);
  return statements;
}

// Goose, dbmate, sql-migrate, Play and MyBatis keep the way back in the same file.
function directionOf(comment: string): boolean | undefined {
  if (/^--\s*(?:\+goose\s+down|\+migrate\s+down|migrate:down|!downs|\/\/\s*@undo)/iu.test(comment))
    return true;
  return /^--\s*(?:\+goose\s+up|\+migrate\s+up|migrate:up|!ups)/iu.test(comment)
    ? false
    : undefined;
}

interface OpenStatement {
  readonly start: number | undefined;
  readonly end: number;
  readonly comments: SqlComment[];
}

function close({ start, end, comments }: OpenStatement, text: string, into: Statement[]): void {
  if (start === undefined) return;
  const statement = text.slice(start, end);
  if (told.test(statement)) into.push({ text: statement, start, comments });
}

/** The text with spaces for the rows of `COPY … FROM stdin`, which stand in a dump as they are. */
function withoutRows(text: string): string {
  return text.replaceAll(
    /(?<copy>^copy\b[^;]*\bfrom\s+stdin[^;]*;)(?<rows>[\s\S]*?)(?<last>^\\\.[ \t]*\r?$|$(?![\s\S]))/gimu,
    (_all, copy: string, rows: string, last: string) =>
      copy + rows.replaceAll(/[^\n]/gu, ' ') + ' '.repeat(last.length),
  );
}

function bareComment(comment: string): string {
  return comment.startsWith('--')
    ? comment.slice(2)
    : comment.slice(2, -2).replaceAll(/^\s*\*+/gmu, '');
}
