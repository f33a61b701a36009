import type { ForeignKey } from '@troth/compiler';
import type { Fate, Fates, StoreView } from './fates.ts';
import { isDeleted } from './fates.ts';
import type { PlanError, RowMatch } from './plan.ts';

/**
 * Why records of a table cannot be kept while the rest goes: a key ties them to rows that go, or
 * nothing would be left to find them by when the law no longer asks for them.
 */
export function retainedErrors(view: StoreView, fates: Fates, fate: Fate): PlanError[] {
  const { table, sorting, matches } = fate;
  if (sorting.kept.length === 0 || matches.length === 0) return [];
  const broken = table.foreignKeys.filter((key) => {
    const parent = fates.get(key.table);
    return key.table !== table.name && parent !== undefined && isDeleted(parent);
  });
  const tied: PlanError[] = broken
    .filter((key) => key.onDelete !== 'set-null')
    .map((key) => ({
      code: 'retained-tied',
      store: view.store.id,
      target: table.name,
      message: `\`${table.name}\` is kept by law, and its key to \`${key.table}\` (${key.onDelete}) ties it to rows that go: make the link optional with \`set null\``,
    }));
  if (tied.length > 0 || matches.some((match) => survives(fates, broken, match))) return tied;
  return [
    {
      code: 'retained-lost',
      store: view.store.id,
      target: table.name,
      message: `\`${table.name}\` is kept by law, and once the rows it refers to are gone nothing tells whose it is: give it a subject column of its own`,
    },
  ];
}

function survives(fates: Fates, broken: readonly ForeignKey[], match: RowMatch): boolean {
  const [first] = match.path;
  const own = first === undefined ? [match.column] : first.columns;
  const isEmptied = broken.some((key) => key.columns.some((column) => own.includes(column)));
  return !isEmptied && match.path.every((hop) => staysWhole(fates, hop.table));
}

function staysWhole(fates: Fates, table: string): boolean {
  const fate = fates.get(table);
  return fate === undefined || !isDeleted(fate);
}
