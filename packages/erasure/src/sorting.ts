import type { Column, Table } from '@troth/compiler';
import { isKnown } from './categories.ts';
import { keepingFor } from './obligations.ts';
import type { Scope } from './scope.ts';
import { isWanted } from './scope.ts';

/** The columns of a table by what the clause does to them. */
export interface Sorting {
  /** Must go. */
  readonly goes: readonly Column[];
  /** Kept by a law, wholly. */
  readonly kept: readonly Column[];
  /** Personal data that the clause does not speak of. */
  readonly other: readonly Column[];
  /** Part must go and part must stay. */
  readonly mixed: readonly Column[];
  /** Nobody has said what it holds, so it is presumed personal. Keys aside: they hold no more than what they refer to. */
  readonly unclassified: readonly Column[];
}

export function sortColumns(scope: Scope, table: Table): Sorting {
  const groups: Record<keyof Sorting, Column[]> = {
    goes: [],
    kept: [],
    other: [],
    mixed: [],
    unclassified: [],
  };
  for (const column of table.columns) {
    const place = placeOf(scope, table, column);
    if (place !== undefined) groups[place].push(column);
  }
  return groups;
}

/** Categories of the columns, each once, sorted. */
export function dataOf(columns: readonly Column[]): string[] {
  return [...new Set(columns.flatMap((column) => column.data))].toSorted();
}

function placeOf(scope: Scope, table: Table, column: Column): keyof Sorting | undefined {
  if (column.data.length === 0) {
    const isClear = column.none !== undefined || isKey(table, column.name);
    return isClear ? undefined : 'unclassified';
  }
  if (column.data.some((category) => !isKnown(scope.policy.vocabulary, category)))
    return 'unclassified';
  const wanted = column.data.filter((category) => isWanted(scope, category));
  const kept = wanted.filter((category) => keepingFor(scope.keeping, category) !== undefined);
  if (wanted.length === 0) return 'other';
  if (kept.length === wanted.length) return 'kept';
  return kept.length === 0 && wanted.length === column.data.length ? 'goes' : 'mixed';
}

function isKey(table: Table, column: string): boolean {
  return (
    table.primaryKey.includes(column) ||
    table.subjectColumn === column ||
    table.foreignKeys.some((key) => key.columns.includes(column))
  );
}
