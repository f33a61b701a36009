import type { AlterTableCmd, ColumnDef, Constraint, Node, RangeVar } from 'libpg-query';

import type { Remark } from '../model/annotations.ts';
import { columnType } from './column-type.ts';
import type { Places } from './places.ts';
import type { ForeignKey, Table, Tables } from './table.ts';
import { newTable, renameColumn } from './table.ts';

/** Changes tables as a statement does. */
export function applyStatement(node: Node, tables: Tables, places: Places): void {
  if ('CreateStmt' in node) return createTable(node, tables, places);
  if ('CreateForeignTableStmt' in node) {
    const { base } = node.CreateForeignTableStmt;
    return base === undefined ? undefined : createTable({ CreateStmt: base }, tables, places);
  }
  if ('AlterTableStmt' in node) return alterTable(node, tables, places);
  if ('RenameStmt' in node) return rename(node, tables);
  if ('DropStmt' in node) return dropTables(node, tables);
  if ('IndexStmt' in node) return createIndex(node, tables);
  return 'CommentStmt' in node ? comment(node, tables, places) : undefined;
}

type Of<K extends string> = Extract<Node, Record<K, unknown>>;

function createTable({ CreateStmt: made }: Of<'CreateStmt'>, tables: Tables, places: Places): void {
  const key = keyOf(made.relation);
  // A partition has the columns of its table.
  if (made.partbound !== undefined || tables.has(key)) return;
  const table = newTable(made.relation?.relname ?? '', places.name(made.relation?.location));
  tables.set(key, table);
  const elements = made.tableElts ?? [];
  const remarks = places.remarks(elements.flatMap(locationOf));
  table.remarks.push(...(remarks.get(0) ?? []));
  for (const element of elements) addElement(element, table, places);
  remember(remarks, elements, table);
  table.expiresAfterDays = expiryIn(made.options ?? []);
}

function locationOf(element: Node): readonly number[] {
  if ('ColumnDef' in element) return [element.ColumnDef.location ?? 0];
  return 'Constraint' in element ? [element.Constraint.location ?? 0] : [];
}

function addElement(element: Node, table: Table, places: Places): void {
  if ('ColumnDef' in element) addColumn(element.ColumnDef, table, places);
  if ('Constraint' in element) addConstraint(element.Constraint, table, places);
}

function addColumn(made: ColumnDef, table: Table, places: Places): void {
  const name = made.colname ?? '';
  const constraints = (made.constraints ?? []).flatMap((one) =>
    'Constraint' in one ? [one.Constraint] : [],
  );
  const required = constraints.some(
    ({ contype }) => contype === 'CONSTR_NOTNULL' || contype === 'CONSTR_PRIMARY',
  );
  const at = places.name(made.location);
  const type = columnType(made.typeName);
  table.columns.set(name, { name, type, nullable: !required, at, remarks: [] });
  for (const one of constraints) addConstraint(one, table, places, name);
}

function addConstraint(made: Constraint, table: Table, places: Places, column?: string): void {
  const own = column === undefined ? namesIn(made.keys) : [column];
  switch (made.contype) {
    case 'CONSTR_PRIMARY':
      table.primaryKey = own;
      table.indexes.push(own);
      return;
    case 'CONSTR_UNIQUE':
      table.indexes.push(own);
      return;
    case 'CONSTR_FOREIGN':
      table.foreignKeys.push({
        columns: column === undefined ? namesIn(made.fk_attrs) : [column],
        table: keyOf(made.pktable),
        references: namesIn(made.pk_attrs),
        onDelete: onDeleteOf(made.fk_del_action),
        at: places.name(made.pktable?.location),
      });
      return;
    default:
      return;
  }
}

// https://www.postgresql.org/docs/18/catalog-pg-constraint.html, `confdeltype`
function onDeleteOf(action: string | undefined): ForeignKey['onDelete'] {
  switch (action) {
    case 'c':
      return 'cascade';
    case 'n':
    case 'd':
      return 'set-null';
    case 'r':
      return 'restrict';
    default:
      return 'no-action';
  }
}

function alterTable(
  { AlterTableStmt: made }: Of<'AlterTableStmt'>,
  tables: Tables,
  places: Places,
): void {
  const table = tables.get(keyOf(made.relation));
  if (table === undefined) return;
  const commands = (made.cmds ?? []).flatMap((one) =>
    'AlterTableCmd' in one ? [one.AlterTableCmd] : [],
  );
  const elements = commands.flatMap(({ def }) => (def === undefined ? [] : [def]));
  const remarks = places.remarks(elements.flatMap(locationOf));
  for (const command of commands) applyCommand(command, table, places);
  remember(remarks, elements, table);
  // Above a statement that adds one column stands what is said of it.
  const [only] = elements.length === 1 ? elements : [];
  if (only !== undefined && 'ColumnDef' in only) {
    table.columns.get(only.ColumnDef.colname ?? '')?.remarks.push(...(remarks.get(0) ?? []));
  }
}

function remember(
  remarks: ReadonlyMap<number, readonly Remark[]>,
  elements: readonly Node[],
  table: Table,
): void {
  for (const element of elements) {
    if (!('ColumnDef' in element)) continue;
    const said = remarks.get(element.ColumnDef.location ?? -1) ?? [];
    table.columns.get(element.ColumnDef.colname ?? '')?.remarks.push(...said);
  }
}

function applyCommand({ subtype, name, def }: AlterTableCmd, table: Table, places: Places): void {
  switch (subtype) {
    case 'AT_AddColumn':
    case 'AT_AddConstraint':
      return def === undefined ? undefined : addElement(def, table, places);
    case 'AT_DropColumn':
      return dropColumn(table, name ?? '');
    case 'AT_AlterColumnType': {
      const column = table.columns.get(name ?? '');
      if (column === undefined || def === undefined || !('ColumnDef' in def)) return;
      const type = columnType(def.ColumnDef.typeName);
      table.columns.set(column.name, { ...column, type });
      return;
    }
    default:
      return;
  }
}

function dropColumn(table: Table, name: string): void {
  table.columns.delete(name);
  const left = table.foreignKeys.filter(({ columns }) => !columns.includes(name));
  table.foreignKeys.splice(0, table.foreignKeys.length, ...left);
  const found = table.indexes.filter((columns) => !columns.includes(name));
  table.indexes.splice(0, table.indexes.length, ...found);
}

function rename({ RenameStmt: made }: Of<'RenameStmt'>, tables: Tables): void {
  const key = keyOf(made.relation);
  const table = tables.get(key);
  if (table === undefined) return;
  if (made.renameType === 'OBJECT_COLUMN') {
    renameColumn(table, made.subname ?? '', made.newname ?? '');
  } else if (made.renameType === 'OBJECT_TABLE') {
    tables.delete(key);
    table.name = made.newname ?? '';
    tables.set(keyOf({ ...made.relation, relname: table.name }), table);
  }
}

function dropTables({ DropStmt: made }: Of<'DropStmt'>, tables: Tables): void {
  if (made.removeType !== 'OBJECT_TABLE') return;
  for (const object of made.objects ?? []) tables.delete(keyOfNames(itemsOf(object)));
}

function createIndex({ IndexStmt: made }: Of<'IndexStmt'>, tables: Tables): void {
  const columns = (made.indexParams ?? []).flatMap((one) =>
    'IndexElem' in one ? (one.IndexElem.name ?? []) : [],
  );
  // A partial index finds some rows only.
  if (made.whereClause === undefined) tables.get(keyOf(made.relation))?.indexes.push(columns);
}

function comment({ CommentStmt: made }: Of<'CommentStmt'>, tables: Tables, places: Places): void {
  const names = made.object === undefined ? [] : itemsOf(made.object);
  const isColumn = made.objtype === 'OBJECT_COLUMN';
  const table = tables.get(keyOfNames(isColumn ? names.slice(0, -1) : names));
  const into = isColumn ? table?.columns.get(names.at(-1) ?? '')?.remarks : table?.remarks;
  for (const text of (made.comment ?? '').split('\n')) into?.push({ text, at: places.whole });
}

const usual = new Set(['', 'public', 'dbo', 'main']);

function keyOf(relation: RangeVar | undefined): string {
  return keyOfNames([relation?.schemaname ?? '', relation?.relname ?? '']);
}

function keyOfNames(names: readonly string[]): string {
  const [name = '', schema = ''] = names.toReversed();
  return usual.has(schema) ? name : `${schema}.${name}`;
}

function itemsOf(node: Node): readonly string[] {
  return 'List' in node ? namesIn(node.List.items) : [];
}

function namesIn(nodes: readonly Node[] | undefined): readonly string[] {
  return (nodes ?? []).flatMap((node) => ('String' in node ? (node.String.sval ?? []) : []));
}

const days: Readonly<Record<string, number>> = {
  hour: 1 / 24,
  day: 1,
  week: 7,
  month: 31,
  year: 366,
};

/** CockroachDB's `WITH (ttl_expire_after = '30 days')`. */
function expiryIn(options: readonly Node[]): number | undefined {
  for (const option of options) {
    if (!('DefElem' in option) || option.DefElem.defname !== 'ttl_expire_after') continue;
    const { arg } = option.DefElem;
    const text = arg !== undefined && 'String' in arg ? (arg.String.sval ?? '') : '';
    const [, amount = '', unit = ''] = /^(\d+)\s*([a-z]+?)s?$/iu.exec(text.trim()) ?? [];
    const size = days[unit.toLowerCase()];
    if (size !== undefined) return Number(amount) * size;
  }
  return undefined;
}
