import type { Table } from '@troth/compiler';

import type { ScanContext } from './context.ts';
import { isPerson } from './words/category-of.ts';

/** Follows foreign keys of the schema and of the data map, table by table. */
export function leadsToSubject(table: string, context: ScanContext): boolean {
  const subjects = subjectTables(context);
  const edges = edgesOf(context);
  const seen = new Set<string>();
  const open = [table];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (subjects.has(at)) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...(edges.get(at) ?? []));
  }
  return false;
}

/** Tables that say whose rows they hold; where none says so, tables that are named for persons. */
export function subjectTables(context: ScanContext): ReadonlySet<string> {
  const declared = [
    ...context.models.filter(({ subjectOf }) => subjectOf !== undefined).map(({ table }) => table),
    ...tablesOf(context)
      .filter(({ subjectColumn }) => subjectColumn !== undefined)
      .map(({ name }) => name),
  ];
  if (declared.length > 0) return new Set(declared);
  const persons = context.models.filter(({ model }) => isPerson(model, context.words));
  return new Set(persons.map(({ table }) => table));
}

function edgesOf(context: ScanContext): ReadonlyMap<string, readonly string[]> {
  const tableOf = new Map(context.models.map(({ model, table }) => [model, table]));
  const edges = new Map<string, string[]>();
  const add = (from: string, to: string): void => {
    edges.set(from, [...(edges.get(from) ?? []), to]);
  };
  for (const { table, relations } of context.models) {
    for (const { model } of relations) add(table, tableOf.get(model) ?? model);
  }
  for (const { name, foreignKeys } of tablesOf(context)) {
    for (const { table } of foreignKeys) add(name, table);
  }
  return edges;
}

/** Tables of the databases that the data map names. */
export function tablesOf({ dataMap }: ScanContext): readonly Table[] {
  return (dataMap?.stores ?? []).flatMap((store) =>
    store.kind === 'database' ? store.tables : [],
  );
}
