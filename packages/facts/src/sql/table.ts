import type { Span } from '@troth/diagnostics';

import type { RelationFact } from '../facts.ts';
import type { Remark } from '../model/annotations.ts';

/** A table as the migrations leave it; each statement changes it. */
export interface Table {
  name: string;
  readonly at: Span;
  readonly columns: Map<string, Column>;
  primaryKey: readonly string[];
  readonly foreignKeys: ForeignKey[];
  readonly indexes: (readonly string[])[];
  readonly remarks: Remark[];
  expiresAfterDays: number | undefined;
}

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly at: Span;
  readonly remarks: Remark[];
}

/** A reference to another table; without columns there, to its primary key. */
export interface ForeignKey {
  readonly columns: readonly string[];
  readonly table: string;
  readonly references: readonly string[];
  readonly onDelete: RelationFact['onDelete'];
  readonly at: Span;
}

/** Tables by name; one outside the usual schema has it before its name. */
export type Tables = Map<string, Table>;

export function newTable(name: string, at: Span): Table {
  return {
    name,
    at,
    columns: new Map(),
    primaryKey: [],
    foreignKeys: [],
    indexes: [],
    remarks: [],
    expiresAfterDays: undefined,
  };
}

/** Follows a column that gets another name. */
export function renameColumn(table: Table, before: string, after: string): void {
  const column = table.columns.get(before);
  if (column === undefined) return;
  table.columns.delete(before);
  table.columns.set(after, { ...column, name: after });
  const renamed = (names: readonly string[]): readonly string[] =>
    names.map((name) => (name === before ? after : name));
  table.primaryKey = renamed(table.primaryKey);
  table.indexes.splice(0, table.indexes.length, ...table.indexes.map(renamed));
  const keys = table.foreignKeys.map((key) => ({ ...key, columns: renamed(key.columns) }));
  table.foreignKeys.splice(0, table.foreignKeys.length, ...keys);
}
