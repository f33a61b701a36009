import type { Asking } from './asking.ts';
import { pageOrder } from './cell.ts';
import type { Condition, Owes } from './conditions.ts';
import type { Obligation } from './decision.ts';
import { together, type Duty } from './duties.ts';
import type { Slot } from './slot.ts';
import { stands } from './standing.ts';
import type { Tables } from './tables.ts';

/** What has been permitted of a request so far, and what the caller still owes. */
export class Tally {
  readonly #asking: Asking;
  readonly #clauses: number[] = [];
  #minimum = 0;
  #mask = false;
  #log = false;
  #notify = false;
  readonly #duties: Duty[] = [];
  readonly #kinds: (readonly string[])[] = [];

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** Counts every permit of the slot that holds; `false` when none does. */
  add(slot: Slot): boolean {
    const holding = slot.open.filter(
      (open) => stands(open, slot, this.#asking) && this.#holds(open.conditions),
    );
    this.#clauses.push(...holding.flatMap(({ clauses }) => clauses));
    this.#duties.push(...slot.duties);
    const kinds = holding.flatMap((open) => open.kinds ?? []);
    if (kinds.length > 0 && this.#asking.request.context?.kind === undefined) {
      this.#kinds.push([...new Set(kinds)]);
    }
    return holding.length > 0;
  }

  /** Ids of the permitting clauses in page order. */
  reasons(tables: Tables): readonly string[] {
    return pageOrder(this.#clauses).map((clause) => tables.clauses[clause] ?? '');
  }

  obligations(reauthenticateSeconds: number | undefined): readonly Obligation[] {
    const owed: Obligation[] = [];
    if (this.#minimum > 0) owed.push({ type: 'aggregate', minimum: this.#minimum });
    for (const allowed of distinct(this.#kinds)) owed.push({ type: 'kind', allowed });
    if (this.#mask) owed.push({ type: 'mask' });
    if (this.#log) owed.push({ type: 'log' });
    if (this.#notify) owed.push({ type: 'notify', whom: 'data-subject' });
    if (reauthenticateSeconds !== undefined) {
      owed.push({ type: 'reauthenticate', withinSeconds: reauthenticateSeconds });
    }
    return [...owed, ...together(this.#duties)];
  }

  /** What is owed is noted only once every condition has been seen not to fail. */
  #holds(conditions: readonly Condition[]): boolean {
    const { request, state, now } = this.#asking;
    const verdicts = conditions.map((condition) => condition.judge(request, state, now));
    if (verdicts.includes('fails')) return false;
    conditions.forEach(({ owes }, place) => {
      if (owes !== undefined && verdicts[place] === 'owed') this.#owe(owes);
    });
    return true;
  }

  /** Kinds are counted by category, where one of several permits is enough. */
  #owe(owes: Owes): void {
    if (owes.type === 'mask') this.#mask = true;
    if (owes.type === 'log') this.#log = true;
    if (owes.type === 'notify') this.#notify = true;
    if (owes.type === 'aggregate') this.#minimum = Math.max(this.#minimum, owes.minimum);
  }
}

function distinct(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return [...new Map(lists.map((list) => [list.toSorted().join('\n'), list])).values()];
}
