import type { Asking } from './asking.ts';
import { pageOrder, type Cell, type OpenPermit } from './cell.ts';
import type { Condition, Owes } from './conditions.ts';
import type { Obligation } from './decision.ts';
import type { Tables } from './tables.ts';

/** What has been permitted of a request so far, and what the caller still owes. */
export class Tally {
  readonly #asking: Asking;
  #first: OpenPermit | undefined;
  #clauses: number[] | undefined;
  #last = -1;
  #isInOrder = true;
  #isOwing = false;
  #minimum = 0;
  #mask = false;
  #log = false;
  #kinds: (readonly string[])[] | undefined;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** Counts every permit of the cell that holds; `false` when none does. */
  add(cell: Cell): boolean {
    let isPermitted = false;
    let kinds: readonly string[] | undefined;
    for (const open of cell.open) {
      if (!matches(open, this.#asking) || !this.#holds(open.conditions)) continue;
      isPermitted = true;
      this.#count(open);
      if (open.kinds !== undefined && this.#asking.request.context?.kind === undefined) {
        kinds = kinds === undefined ? open.kinds : [...kinds, ...open.kinds];
      }
    }
    if (kinds !== undefined) (this.#kinds ??= []).push([...new Set(kinds)]);
    return isPermitted;
  }

  /** Ids of the permitting clauses in page order. */
  reasons(tables: Tables): readonly string[] {
    if (this.#clauses === undefined) return this.#first?.reasons ?? [];
    const clauses = this.#isInOrder ? this.#clauses : pageOrder(this.#clauses);
    return clauses.map((clause) => tables.clauses[clause] ?? '');
  }

  obligations(reauthenticateSeconds: number | undefined): readonly Obligation[] {
    if (!this.#isOwing && reauthenticateSeconds === undefined) return [];
    const owed: Obligation[] = [];
    if (this.#minimum > 0) owed.push({ type: 'aggregate', minimum: this.#minimum });
    for (const allowed of distinct(this.#kinds ?? [])) owed.push({ type: 'kind', allowed });
    if (this.#mask) owed.push({ type: 'mask' });
    if (this.#log) owed.push({ type: 'log' });
    if (reauthenticateSeconds !== undefined) {
      owed.push({ type: 'reauthenticate', withinSeconds: reauthenticateSeconds });
    }
    return owed;
  }

  /** What is owed is noted only once every condition has been seen not to fail. */
  #holds(conditions: readonly Condition[]): boolean {
    let isOwing = false;
    for (const condition of conditions) {
      const verdict = condition.judge(this.#asking);
      if (verdict === 'fails') return false;
      if (verdict === 'owed') isOwing = true;
    }
    if (!isOwing) return true;
    this.#isOwing = true;
    for (const condition of conditions) {
      if (condition.owes !== undefined && condition.judge(this.#asking) === 'owed') {
        this.#owe(condition.owes);
      }
    }
    return true;
  }

  /** Kinds are counted by category, where one of several permits is enough. */
  #owe(owes: Owes): void {
    if (owes.type === 'mask') this.#mask = true;
    if (owes.type === 'log') this.#log = true;
    if (owes.type === 'aggregate') this.#minimum = Math.max(this.#minimum, owes.minimum);
  }

  /** Permits of one category come in page order; sorting is for the rest. */
  #count(open: OpenPermit): void {
    if (this.#first === undefined) {
      this.#first = open;
      this.#last = open.clauses.at(-1) ?? -1;
      return;
    }
    const clauses = (this.#clauses ??= [...this.#first.clauses]);
    for (const clause of open.clauses) {
      if (clause === this.#last) continue;
      if (clause < this.#last) this.#isInOrder = false;
      clauses.push(clause);
      this.#last = clause;
    }
  }
}

/** The request names a recipient, a source and a sale that this permit is for. */
export function matches(open: OpenPermit, { request, recipient, isSale }: Asking): boolean {
  if (open.recipient !== undefined && open.recipient !== recipient) return false;
  if (isSale && !open.canBeSold) return false;
  const source = request.context?.source;
  if (open.sources !== undefined && source !== undefined && !open.sources.includes(source)) {
    return false;
  }
  const through = request.recipient;
  return open.through === undefined || through === undefined || open.through.includes(through);
}

function distinct(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return [...new Map(lists.map((list) => [list.toSorted().join('\n'), list])).values()];
}
