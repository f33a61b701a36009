/**
 * A statement of MySQL, SQLite or SQL Server as PostgreSQL would have it. Nothing changes its place:
 * what has no counterpart becomes spaces, and every other word keeps its length.
 */
export function asPostgres(statement: string): string {
  const plain = replacements.reduce(
    (text, [pattern, by]) =>
      text.replaceAll(pattern, (found, ...rest: readonly unknown[]) => fit(by(found, rest), found)),
    statement,
  );
  return withoutTableOptions(plain);
}

/** Columns of the `KEY` and `INDEX` lines of a MySQL table, which PostgreSQL does not know. */
export function keysIn(statement: string): readonly (readonly string[])[] {
  return [...statement.matchAll(keyLine)].map((match) =>
    (match.groups?.['columns'] ?? '')
      .split(',')
      .map((column) => column.replaceAll(/\(\d+\)|\b(?:asc|desc)\b|[`"[\]\s]/giu, '')),
  );
}

const keyLine =
  /,\s*(?:(?:unique|fulltext|spatial)\s+)?(?:key|index)\s+[`"]?\w*[`"]?\s*(?:using\s+\w+\s*)?\((?<columns>(?:[^()]|\(\d+\))*)\)(?:\s*using\s+\w+)?/giu;

type Replacement = readonly [RegExp, (found: string, groups: readonly unknown[]) => string];

const nothing = (): string => '';

const replacements: readonly Replacement[] = [
  [keyLine, nothing],
  [/`/gu, () => '"'],
  [/\[(?<name>[a-z_][\w ]*)\]/giu, (found) => `"${found.slice(1, -1)}"`],
  [/\b(?:enum|set)\s?\(\s?'[^()]*\)/giu, () => 'text'],
  [/\bdouble\b(?!\s+precision)/giu, () => 'float8'],
  [/(?<=\b(?:tiny|small|medium|big)?int(?:eger)?\s?)\(\d+\)/giu, nothing],
  [/\bidentity\s*\(\s*\d+\s*,\s*\d+\s*\)/giu, nothing],
  [/\b(?:auto_increment|autoincrement|unsigned|zerofill|clustered|nonclustered)\b/giu, nothing],
  [/\b(?:character\s+set|charset|collate)\s*=?\s*\w+/giu, nothing],
  [/\bon\s+update\s+(?:current_timestamp|now)(?:\s*\(\d*\))?/giu, nothing],
  [/\bcomment\s+'(?:[^']|'')*'/giu, nothing],
  [/\b(?:first|after\s+"[^"]*")\s*(?=[,;]|$)/giu, nothing],
  [/(?<=["\w]\s)(?:asc|desc)(?=\s?[,)])/giu, nothing],
];

function fit(text: string, place: string): string {
  const blank = place.replaceAll(/[^\n]/gu, ' ');
  return text.length > place.length ? blank : text + blank.slice(text.length);
}

// `) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4`, `) WITHOUT ROWID`, `) ON [PRIMARY]`
function withoutTableOptions(statement: string): string {
  if (!/^create\s/iu.test(statement)) return statement;
  const last = statement.lastIndexOf(')') + 1;
  return last === 0 ? statement : statement.slice(0, last) + fit('', statement.slice(last));
}
