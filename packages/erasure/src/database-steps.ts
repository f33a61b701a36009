import type { ForeignKey, Table } from '@troth/compiler';
import type { Contribution, Draft } from './draft.ts';
import type { Fate, Fates, StoreView } from './fates.ts';
import { isDeleted, isNullable, mustStay, nullableColumns } from './fates.ts';
import { retainedAt } from './obligations.ts';
import { withOwner } from './ownership.ts';
import type { PlanError, PlanErrorCode } from './plan.ts';
import { retainedErrors } from './retained-rows.ts';
import { isWithinItem } from './scope.ts';
import { dataOf } from './sorting.ts';

/** The steps, exceptions and refusals of one database. */
export function databaseSteps(view: StoreView, fates: Fates): Contribution {
  const all = [...fates.values()];
  return {
    drafts: all.flatMap((fate) => draftsOf(view, fates, fate)),
    retained: all.flatMap((fate) => retainedOf(view, fate)),
    uncovered: all.flatMap((fate) => uncoveredOf(view, fate)),
    errors: [
      ...all.flatMap((fate) => errorsOf(view, fate)),
      ...all.flatMap((fate) => linkErrors(view, fates, fate)),
      ...all.flatMap((fate) => retainedErrors(view, fates, fate)),
    ],
    children: all.flatMap(({ table }) => childrenOf(view, table)),
  };
}

function childrenOf(view: StoreView, table: Table): Contribution['children'] {
  return table.foreignKeys
    .filter((key) => key.table !== table.name && view.question.isPart(table, key))
    .map((key) => ({ store: view.store.id, child: table.name, parent: key.table }));
}

function draftsOf(view: StoreView, fates: Fates, fate: Fate): Draft[] {
  const drafts = emptiedLinks(view, fates, fate.table);
  for (const match of fate.matches) {
    const base = {
      ...baseOf(view, fate.data),
      table: fate.table.name,
      primaryKey: fate.table.primaryKey,
    };
    const owned = withOwner(view, fate.table, match);
    if (fate.kind === 'deleted') {
      const selfReferences = selfReferencesOf(fate.table);
      drafts.push({ ...base, kind: 'rows', match: owned, selfReferences });
    }
    if (fate.kind === 'emptied') {
      drafts.push({ ...base, kind: 'columns', columns: columnsToEmpty(fate), match: owned });
    }
  }
  return drafts;
}

/**
 * Optional links to rows that go, from rows that may stay: emptied first, where the database does
 * not do so by itself, and where a ring of keys is opened.
 */
function emptiedLinks(view: StoreView, fates: Fates, table: Table): Draft[] {
  return table.foreignKeys.flatMap((key) => {
    const parent = fates.get(key.table);
    if (parent === undefined || !isDeleted(parent) || !mustBeEmptied(view, table, key)) return [];
    const hop = { columns: key.columns, table: key.table, references: key.references };
    return parent.matches
      .filter(
        (match) =>
          table.name === parent.table.name || match.path.every((each) => each.table !== table.name),
      )
      .map((match) => ({
        ...baseOf(view, parent.data),
        kind: 'columns' as const,
        table: table.name,
        primaryKey: table.primaryKey,
        columns: nullableColumns(table, key),
        match: withOwner(view, table, { ...match, path: [hop, ...match.path] }),
      }));
  });
}

function mustBeEmptied(view: StoreView, table: Table, key: ForeignKey): boolean {
  if (!isNullable(table, key)) return false;
  if (view.opened.has(key)) return true;
  if (key.table === table.name) return key.onDelete === 'restrict' || key.onDelete === 'no-action';
  return key.onDelete !== 'set-null' && !view.question.isPart(table, key);
}

/** Keys to the same table that the database does not follow by itself: leaves go first. */
function selfReferencesOf(
  table: Table,
): { columns: readonly string[]; references: readonly string[] }[] {
  return table.foreignKeys
    .filter(
      (key) =>
        key.table === table.name && key.onDelete !== 'set-null' && key.onDelete !== 'cascade',
    )
    .map(({ columns, references }) => ({ columns, references }));
}

function columnsToEmpty(fate: Fate): string[] {
  const { goes, kept, unclassified } = fate.sorting;
  // Beside a record kept by law, what nobody has classified is not under that law.
  return [...goes, ...(kept.length > 0 ? unclassified : [])]
    .map((column) => column.name)
    .toSorted();
}

function baseOf(
  view: StoreView,
  data: readonly string[],
): Pick<Draft, 'store' | 'data' | 'subject' | 'tenant'> {
  const { id, tenant } = view.scope.event.subject;
  return { store: view.store.id, data, subject: id, ...(tenant !== undefined && { tenant }) };
}

function retainedOf(view: StoreView, fate: Fate): ReturnType<typeof retainedAt> {
  if (fate.matches.length === 0) return [];
  const place = { store: view.store.id, target: fate.table.name };
  return retainedAt(view.scope.keeping, place, dataOf(fate.sorting.kept));
}

function uncoveredOf(view: StoreView, fate: Fate): string[] {
  const { table, sorting } = fate;
  const place = `\`${view.store.id}.${table.name}\``;
  const concerned = [...sorting.goes, ...sorting.kept];
  if (view.scope.item !== undefined) {
    if (isDeleted(fate) || fate.matches.length > 0) return [];
    const left = dataOf(concerned).filter((category) => isWithinItem(view.scope, category));
    if (left.length === 0) return [];
    return [`${place} holds ${left.join(', ')} and no foreign key leads from it to the item`];
  }
  if (concerned.length > 0 && fate.matches.length === 0) {
    const data = dataOf(concerned).join(', ');
    return [`${place} holds ${data} and no foreign key leads from it to the subject`];
  }
  if (isDeleted(fate) || sorting.kept.length > 0) return [];
  return sorting.unclassified.map(
    ({ name }) =>
      `\`${view.store.id}.${table.name}.${name}\` is not classified, so it may hold personal data`,
  );
}

function errorsOf(view: StoreView, fate: Fate): PlanError[] {
  const { table, sorting } = fate;
  const error = errorAt(view);
  if (isItemWithCompositeKey(view, table)) {
    return [
      error(
        'composite-item-key',
        table.name,
        `items of \`${table.name}\` have no single id: give the table a primary key of one column`,
      ),
    ];
  }
  if (fate.matches.length === 0) return [];
  const errors: PlanError[] = [];
  if (fate.isTruncated) {
    errors.push(
      error(
        'too-many-paths',
        table.name,
        `too many ways lead from \`${table.name}\` to the subject: give it a subject column`,
      ),
    );
  }
  if (table.primaryKey.length === 0 && fate.kind !== 'stays') {
    errors.push(
      error(
        'no-primary-key',
        table.name,
        `\`${table.name}\` has no primary key, so its rows cannot be erased one by one`,
      ),
    );
  }
  for (const { name } of sorting.mixed) {
    errors.push(
      error(
        'mixed',
        `${table.name}.${name}`,
        `\`${table.name}.${name}\` holds data that must go and data that must stay: split the column`,
      ),
    );
  }
  if (fate.kind !== 'emptied') return errors;
  const emptied = new Set(columnsToEmpty(fate));
  for (const column of table.columns.filter(
    ({ name, nullable }) => emptied.has(name) && !nullable,
  )) {
    const target = `${table.name}.${column.name}`;
    errors.push(
      error(
        'not-nullable',
        target,
        `\`${target}\` must be emptied in a row that stays, and is not nullable`,
      ),
    );
  }
  return errors;
}

function isItemWithCompositeKey(view: StoreView, table: Table): boolean {
  const { item } = view.scope;
  return item !== undefined && table.item === item.category && table.primaryKey.length !== 1;
}

/** Rows that must stay, in a table whose rows cannot stay without the rows that go. */
function linkErrors(view: StoreView, fates: Fates, fate: Fate): PlanError[] {
  const { table, sorting } = fate;
  if (sorting.kept.length > 0) return [];
  const { clause } = view.scope.deadline;
  return table.foreignKeys
    .filter((key) => key.table !== table.name && isDeletedTable(fates, key.table))
    .filter((key) => takesMore(view, fate, key))
    .map((key) => {
      const message = `deleting rows of \`${key.table}\` would take rows of \`${table.name}\`, which \`${clause}\` does not erase`;
      return errorAt(view)('takes-more', table.name, message);
    });
}

function takesMore(view: StoreView, { table, sorting }: Fate, key: ForeignKey): boolean {
  return view.question.isPart(table, key) ? mustStay(sorting) : !isNullable(table, key);
}

function isDeletedTable(fates: Fates, table: string): boolean {
  const fate = fates.get(table);
  return fate !== undefined && isDeleted(fate);
}

function errorAt(
  view: StoreView,
): (code: PlanErrorCode, target: string, message: string) => PlanError {
  return (code, target, message) => ({ code, store: view.store.id, target, message });
}
