import type { Table } from '@troth/compiler';
import { withOwner } from './ownership.ts';
import type { Fates, StoreView } from './fates.ts';
import { folded, pathsFrom, shortestFrom } from './paths.ts';
import type { ColumnValues, RowMatch } from './plan.ts';
import { subjectAnchor } from './scope.ts';

/** A database of the data map with its tables' fates. */
export interface PlannedDatabase {
  readonly view: StoreView;
  readonly fates: Fates;
}

export interface ColumnName {
  readonly store: string;
  readonly table: string;
  readonly column: string;
}

/**
 * The rows in which a column holds values of this subject, or of the item.
 * @returns undefined when the data map has no such column
 */
export function readColumn(
  databases: readonly PlannedDatabase[],
  name: ColumnName,
): readonly ColumnValues[] | undefined {
  const found = find(databases, name);
  return found && rowsOf(found.database, found.table).map((match) => ({ ...name, match }));
}

/** The same, always of the subject: a recipient knows persons, not items. */
export function readSubjectColumn(
  databases: readonly PlannedDatabase[],
  name: ColumnName,
): readonly ColumnValues[] | undefined {
  const found = find(databases, name);
  if (found === undefined) return undefined;
  const { scope, question } = found.database.view;
  if (scope.item === undefined) return readColumn(databases, name);
  const anchors = {
    tables: question.tables,
    anchorOf: (table: Table) => subjectAnchor(scope.event, table),
  };
  const match = shortestFrom(anchors, found.table);
  return match === undefined ? [] : [{ ...name, match: folded(match) }];
}

function find(
  databases: readonly PlannedDatabase[],
  name: ColumnName,
): { database: PlannedDatabase; table: Table } | undefined {
  const database = databases.find(({ view }) => view.store.id === name.store);
  const table = database?.view.store.tables.find((each) => each.name === name.table);
  if (database === undefined || table === undefined) return undefined;
  return table.columns.some((column) => column.name === name.column)
    ? { database, table }
    : undefined;
}

function rowsOf({ view, fates }: PlannedDatabase, table: Table): readonly RowMatch[] {
  const known = fates.get(table.name)?.matches ?? [];
  const matches = known.length > 0 ? known : pathsFrom(view.question, table).matches;
  if (view.scope.item !== undefined) return matches.map((match) => withOwner(view, table, match));
  if (matches.length > 0) return matches.map(folded);
  const pointed = shortestFrom(view.question, table);
  return pointed === undefined ? [] : [folded(pointed)];
}
