import type { ForeignKey, Table } from '@troth/compiler';
import type { Hop, RowMatch } from './plan.ts';

/** How rows of a table are told to be the subject's, or part of the item. */
export interface Paths {
  /** Shortest first. */
  readonly matches: readonly RowMatch[];
  /** There are more ways than a plan can hold. */
  readonly isTruncated: boolean;
}

export interface PathQuestion {
  readonly tables: ReadonlyMap<string, Table>;
  readonly anchorOf: (
    table: Table,
  ) => { readonly column: string; readonly value: string } | undefined;
  /** Whether a row is a part of the row it refers to, rather than pointing at it. */
  readonly isPart: (table: Table, key: ForeignKey) => boolean;
}

/** A schema with more ways from one table to the subject needs a subject column, not more paths. */
const MAX_PATHS = 32;

/**
 * Every way from a table to the subject along keys that make a row a part of another. No way passes
 * a table twice: a reply is not its parent's.
 */
export function pathsFrom(question: PathQuestion, table: Table): Paths {
  const budget = { left: MAX_PATHS + 1 };
  return distinct(waysFrom(question, table, { seen: new Set([table.name]), budget }));
}

/** The ways without repetition, shortest first, as many as a plan holds. */
export function distinct(ways: readonly RowMatch[]): Paths {
  const byText = new Map(ways.map((way) => [JSON.stringify(way), way]));
  const matches = [...byText.values()].toSorted(byLength);
  return { matches: matches.slice(0, MAX_PATHS), isTruncated: matches.length > MAX_PATHS };
}

/** The ways of the parent with one hop before them; none that comes back to the table. */
export function hopBefore(
  question: PathQuestion,
  table: Table,
  key: ForeignKey,
  ways: readonly RowMatch[],
): RowMatch[] {
  const hop: Hop = { columns: key.columns, table: key.table, references: key.references };
  return ways
    .filter((way) => way.path.every((later) => later.table !== table.name))
    .filter((way) => way.path.length > 0 || !saysTheSame(question, table, hop))
    .map((way) => ({ ...way, path: [hop, ...way.path] }));
}

/**
 * The same rows without the last look at another table, where the key already holds the value. Also
 * finds rows whose parent is gone.
 */
export function folded(match: RowMatch): RowMatch {
  const last = match.path.at(-1);
  if (last === undefined || last.references.length !== 1 || last.references[0] !== match.column)
    return match;
  const [column, ...more] = last.columns;
  if (column === undefined || more.length > 0) return match;
  return folded({ ...match, path: match.path.slice(0, -1), column });
}

/** The shortest way along any key; of two as short, the one whose names sort first. */
export function shortestFrom(
  question: Pick<PathQuestion, 'tables' | 'anchorOf'>,
  start: Table,
): RowMatch | undefined {
  let frontier: { table: Table; path: readonly Hop[] }[] = [{ table: start, path: [] }];
  const seen = new Set([start.name]);
  while (frontier.length > 0) {
    const found = frontier.flatMap(({ table, path }) => {
      const anchor = question.anchorOf(table);
      return anchor === undefined ? [] : [{ path, ...anchor }];
    });
    const [first] = found.toSorted(byLength);
    if (first !== undefined) return first;
    const next = frontier.flatMap(({ table, path }) =>
      hopsOf(question.tables, table).map(({ hop, parent }) => ({
        table: parent,
        path: [...path, hop],
      })),
    );
    frontier = [];
    for (const step of next) {
      if (seen.has(step.table.name)) continue;
      seen.add(step.table.name);
      frontier.push(step);
    }
  }
  return undefined;
}

interface Walk {
  readonly seen: ReadonlySet<string>;
  readonly budget: { left: number };
}

function waysFrom(question: PathQuestion, table: Table, walk: Walk): RowMatch[] {
  const ways: RowMatch[] = [];
  const anchor = question.anchorOf(table);
  if (anchor !== undefined) {
    ways.push({ path: [], ...anchor });
    walk.budget.left -= 1;
  }
  for (const { key, parent } of hopsOf(question.tables, table)) {
    if (walk.budget.left <= 0) break;
    if (walk.seen.has(parent.name) || !question.isPart(table, key)) continue;
    const seen = new Set([...walk.seen, parent.name]);
    const further = waysFrom(question, parent, { ...walk, seen });
    ways.push(...hopBefore(question, table, key, further));
  }
  return ways;
}

/** A subject column that is itself the key to the subject's own table needs no second look there. */
function saysTheSame(question: PathQuestion, table: Table, hop: Hop): boolean {
  const parent = question.tables.get(hop.table);
  if (parent === undefined) return false;
  const [own, its] = [question.anchorOf(table), question.anchorOf(parent)];
  if (own === undefined || its === undefined || own.value !== its.value) return false;
  const [column, ...more] = hop.columns;
  return more.length === 0 && column === own.column && hop.references[0] === its.column;
}

function hopsOf(
  tables: ReadonlyMap<string, Table>,
  table: Table,
): { hop: Hop; key: ForeignKey; parent: Table }[] {
  return table.foreignKeys
    .flatMap((key) => {
      const parent = tables.get(key.table);
      if (parent === undefined) return [];
      return [
        {
          hop: { columns: key.columns, table: key.table, references: key.references },
          key,
          parent,
        },
      ];
    })
    .toSorted((a, b) => compare(JSON.stringify(a.hop), JSON.stringify(b.hop)));
}

function byLength(a: RowMatch, b: RowMatch): number {
  return a.path.length - b.path.length || compare(JSON.stringify(a), JSON.stringify(b));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
