import type { DatabaseStore, ForeignKey, Table } from '@troth/compiler';
import { isCovered } from './categories.ts';
import type { PathQuestion } from './paths.ts';
import { distinct, hopBefore, pathsFrom, shortestFrom } from './paths.ts';
import type { RowMatch } from './plan.ts';
import type { Scope } from './scope.ts';
import { anchorOf, subjectAnchor } from './scope.ts';
import type { Sorting } from './sorting.ts';
import { dataOf, sortColumns } from './sorting.ts';

/** What becomes of a table. */
export interface Fate {
  readonly table: Table;
  readonly sorting: Sorting;
  /** `deleted`: whole rows; `emptied`: rows stay, some columns go; `stays`: nothing of it is touched. */
  readonly kind: 'deleted' | 'emptied' | 'stays';
  /** The rows concerned; none: no row can be told to be the subject's. */
  readonly matches: readonly RowMatch[];
  readonly isTruncated: boolean;
  /** Categories that go with it; of a link, those of the rows it links. */
  readonly data: readonly string[];
}

export type Fates = ReadonlyMap<string, Fate>;

/** A foreign key that a ring is opened at: emptied before the rows go. */
export type OpenedKeys = ReadonlySet<ForeignKey>;

export interface StoreView {
  readonly scope: Scope;
  readonly store: DatabaseStore;
  readonly question: PathQuestion;
  readonly opened: OpenedKeys;
}

export function viewOf(scope: Scope, store: DatabaseStore, opened: OpenedKeys): StoreView {
  const tables = new Map(store.tables.map((table) => [table.name, table]));
  const above = scope.item === undefined ? new Set<string>() : ownersOfItems(scope, tables);
  const question: PathQuestion = {
    tables,
    anchorOf: (table) => anchorOf(scope, table),
    isPart: (table, key) =>
      !opened.has(key) &&
      !above.has(table.name) &&
      (!isNullable(table, key) || key.onDelete === 'cascade' || isOfTheItem(scope, table)),
  };
  return { scope, store, question, opened };
}

/** The fate of each table, links included: a row that is a part of a deleted row goes before it. */
export function fatesOf(view: StoreView): Fates {
  const fates = new Map<string, Fate>();
  for (const table of view.store.tables) fates.set(table.name, ownFate(view, table));
  let changed = true;
  while (changed) {
    changed = false;
    for (const table of view.store.tables) {
      const fate = withLinks(view, fates, table);
      if (fate === undefined) continue;
      fates.set(table.name, fate);
      changed = true;
    }
  }
  return fates;
}

/** Whether the key may be emptied: one null column is enough for the database to look no further. */
export function isNullable(table: Table, key: ForeignKey): boolean {
  return nullableColumns(table, key).length > 0;
}

export function nullableColumns(table: Table, key: ForeignKey): string[] {
  return key.columns.filter((name) =>
    table.columns.some((column) => column.name === name && column.nullable),
  );
}

/** Rows that must stay whatever happens to the rows around them. */
export function mustStay(sorting: Sorting): boolean {
  return sorting.kept.length + sorting.other.length + sorting.mixed.length > 0;
}

function ownFate(view: StoreView, table: Table): Fate {
  const sorting = sortColumns(view.scope, table);
  const data = dataOf(sorting.goes);
  const isConcerned = sorting.goes.length + sorting.kept.length + sorting.mixed.length > 0;
  if (!isConcerned) {
    return { table, sorting, kind: 'stays', matches: [], isTruncated: false, data };
  }
  const kind = ownKind(sorting);
  const ways = pathsFrom(view.question, table);
  if (ways.matches.length > 0 || view.scope.item !== undefined) {
    return { table, sorting, kind, ...ways, data };
  }
  const pointed = shortestFrom(view.question, table);
  const matches = pointed === undefined ? [] : [pointed];
  return { table, sorting, kind, matches, isTruncated: false, data };
}

function ownKind(sorting: Sorting): Fate['kind'] {
  if (!mustStay(sorting)) return 'deleted';
  return sorting.goes.length > 0 ? 'emptied' : 'stays';
}

/** The table's fate with the rows added that are parts of deleted rows; undefined: nothing to add. */
function withLinks(view: StoreView, fates: Fates, table: Table): Fate | undefined {
  const fate = fates.get(table.name);
  if (fate === undefined || mustStay(fate.sorting)) return undefined;
  const parents = table.foreignKeys
    .filter((key) => key.table !== table.name && view.question.isPart(table, key))
    .map((key) => ({ key, parent: fates.get(key.table) }))
    .flatMap(({ key, parent }) =>
      parent !== undefined && isDeleted(parent) ? [{ key, parent }] : [],
    );
  if (parents.length === 0) return undefined;
  const added = parents.flatMap(({ key, parent }) =>
    hopBefore(view.question, table, key, parent.matches),
  );
  const ways = distinct([...fate.matches, ...added]);
  const data = [...new Set([...fate.data, ...linkedData(fate, parents)])].toSorted();
  const isSame = ways.matches.length === fate.matches.length && data.length === fate.data.length;
  if (isSame && ways.isTruncated === fate.isTruncated) return undefined;
  return { ...fate, kind: 'deleted', ...ways, data };
}

/** A link without data of its own is held when what it links is held. */
function linkedData(fate: Fate, parents: readonly { parent: Fate }[]): readonly string[] {
  return fate.sorting.goes.length > 0 ? [] : parents.flatMap(({ parent }) => parent.data);
}

export function isDeleted(fate: Fate): boolean {
  return fate.kind === 'deleted' && fate.matches.length > 0;
}

/** Tables between an item and its subject: they have items, and are no part of one. */
function ownersOfItems(scope: Scope, tables: ReadonlyMap<string, Table>): Set<string> {
  const owners = new Set<string>();
  for (const table of tables.values()) {
    if (anchorOf(scope, table) === undefined) continue;
    const way = shortestFrom(
      { tables, anchorOf: (other) => subjectAnchor(scope.event, other) },
      table,
    );
    for (const hop of way?.path ?? []) if (hop.table !== table.name) owners.add(hop.table);
  }
  return owners;
}

/** An optional link of a table makes its rows parts of the item when all they hold is promised to go with items. */
function isOfTheItem(scope: Scope, table: Table): boolean {
  if (scope.item === undefined) return false;
  const data = dataOf(table.columns);
  return (
    data.length > 0 &&
    data.every((category) => isCovered(scope.policy.vocabulary, category, scope.promised))
  );
}
