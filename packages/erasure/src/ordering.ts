import type { Draft } from './draft.ts';
import { readsOf } from './draft.ts';
import type { ErasureStep } from './plan.ts';

/** Rows of `child` go before rows of `parent`. */
export interface Childhood {
  readonly store: string;
  readonly child: string;
  readonly parent: string;
}

export type Ordered =
  | { readonly kind: 'ordered'; readonly steps: readonly ErasureStep[] }
  /** Tables whose steps wait for each other. */
  | { readonly kind: 'cycle'; readonly store: string; readonly tables: readonly string[] };

/** What a step waits for, by index. A preference gives way where it would close a ring. */
interface Waits {
  readonly must: ReadonlySet<number>;
  readonly prefers: ReadonlySet<number>;
}

/**
 * Children before parents, objects before the rows that name them, and no step before another that
 * still needs its rows to find its own. Of steps that do not wait, those outside databases come first.
 */
export function ordered(drafts: readonly Draft[], children: readonly Childhood[]): Ordered {
  const sorted = drafts.toSorted((a, b) => compare(sortKey(a), sortKey(b)));
  const isChild = childTest(children);
  const waits = sorted.map((draft) => waitsOf(sorted, draft, isChild));
  const places = new Map<number, number>();
  while (places.size < sorted.length) {
    const next = nextFree(waits, places);
    if (next === undefined) return cycleOf(sorted, waits, places);
    places.set(next, places.size + 1);
  }
  const steps = [...places].flatMap(([index, order]) => {
    const draft = sorted[index];
    const after = [...(waits[index]?.must ?? [])].flatMap((from) => places.get(from) ?? []);
    return draft === undefined ? [] : [{ ...draft, order, after: after.toSorted((a, b) => a - b) }];
  });
  return { kind: 'ordered', steps };
}

function nextFree(
  waits: readonly Waits[],
  places: ReadonlyMap<number, number>,
): number | undefined {
  const isDone = (index: number): boolean => places.has(index);
  const open = [...waits.entries()].filter(
    ([index, { must }]) => !isDone(index) && [...must].every(isDone),
  );
  const best = open.find(([, { prefers }]) => [...prefers].every(isDone)) ?? open[0];
  return best?.[0];
}

type IsChild = (store: string, child: string, parent: string) => boolean;

function childTest(children: readonly Childhood[]): IsChild {
  const known = new Set(
    children.map(({ store, child, parent }) => JSON.stringify([store, child, parent])),
  );
  return (...names) => known.has(JSON.stringify(names));
}

function waitsOf(drafts: readonly Draft[], after: Draft, isChild: IsChild): Waits {
  const waits = { must: new Set<number>(), prefers: new Set<number>() };
  for (const [index, before] of drafts.entries()) {
    const kind = before === after ? undefined : precedence(before, after, isChild);
    if (kind !== undefined) waits[kind].add(index);
  }
  return waits;
}

function precedence(before: Draft, after: Draft, isChild: IsChild): keyof Waits | undefined {
  if (after.kind !== 'rows' && after.kind !== 'columns') return undefined;
  if (needs(before, after)) return 'must';
  if (before.kind !== 'rows' || before.store !== after.store) return undefined;
  if (after.kind === 'rows')
    return isChild(before.store, before.table, after.table) ? 'must' : undefined;
  // Rows that go anyway need no emptying first: what is left to empty is what stays.
  return before.table === after.table ? 'prefers' : undefined;
}

/** Whether `after` takes away what `before` finds its own rows, objects or references by. */
function needs(before: Draft, after: Draft & { readonly kind: 'rows' | 'columns' }): boolean {
  return readsOf(before).some((read) => {
    if (read.store !== after.store) return false;
    const columns = columnsRead(read);
    if (after.kind === 'rows') {
      const isOwn = before.kind === 'rows' && before.table === after.table;
      return !isOwn && columns.some(({ table }) => table === after.table);
    }
    if (before.kind === 'columns' && before.table === after.table) return false;
    return columns.some(
      ({ table, names }) =>
        table === after.table && names.some((name) => after.columns.includes(name)),
    );
  });
}

/** The tables that a read looks at, with the columns of each. */
function columnsRead(
  read: ReturnType<typeof readsOf>[number],
): { table: string; names: readonly string[] }[] {
  const { path, column, owner } = read.match;
  const value = read.column === undefined ? [] : [{ table: read.table, names: [read.column] }];
  const ways = [{ start: read.table, path, column }];
  const last = path.at(-1)?.table ?? read.table;
  if (owner !== undefined) ways.push({ start: last, path: owner.path, column: owner.column });
  return [...value, ...ways.flatMap(hopColumns)];
}

function hopColumns(way: {
  start: string;
  path: ErasurePath;
  column: string;
}): { table: string; names: readonly string[] }[] {
  let table = way.start;
  const read = way.path.map((hop) => {
    const entry = { table, names: hop.columns };
    table = hop.table;
    return entry;
  });
  return [...read, { table, names: [way.column] }];
}

type ErasurePath = ReturnType<typeof readsOf>[number]['match']['path'];

/** Follows what waits for what from any step that is left until it comes back to itself. */
function cycleOf(
  drafts: readonly Draft[],
  waits: readonly Waits[],
  places: ReadonlyMap<number, number>,
): Ordered {
  const trail: number[] = [];
  let current: number | undefined = [...drafts.keys()].find((index) => !places.has(index));
  while (current !== undefined && !trail.includes(current)) {
    trail.push(current);
    current = [...(waits[current]?.must ?? [])].find((index) => !places.has(index));
  }
  const ring = trail.slice(trail.indexOf(current ?? 0)).flatMap((index) => drafts[index] ?? []);
  const rows = ring.filter((draft) => draft.kind === 'rows' || draft.kind === 'columns');
  const tables = [...new Set(rows.map((draft) => draft.table))].toSorted();
  return { kind: 'cycle', store: rows[0]?.store ?? '', tables };
}

function sortKey(draft: Draft): string {
  const rank = { objects: 0, processor: 1, expiry: 2, columns: 3, rows: 4 }[draft.kind];
  return `${rank} ${JSON.stringify(draft)}`;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
