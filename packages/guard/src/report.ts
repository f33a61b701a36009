import type { Denial } from './denial.ts';

const MINUTE_MS = 60_000;

/** A line of the report: what would have been denied, and how often in the minute before. */
export interface ReportedDenial extends Denial {
  readonly mode: 'report' | 'enforce';
  readonly count: number;
}

interface Counted {
  readonly from: number;
  count: number;
}

/**
 * Says each denial once a minute for each place and rule. The first is said at once; those that
 * follow within the minute are counted and said with the first after it, or by `flush`.
 */
export class Report {
  readonly #print: (line: ReportedDenial) => void;
  readonly #now: () => Date;
  readonly #counted = new Map<
    string,
    { readonly line: Omit<ReportedDenial, 'count'>; counted: Counted }
  >();

  constructor(print: (line: ReportedDenial) => void, now: () => Date) {
    this.#print = print;
    this.#now = now;
  }

  add(denial: Denial, mode: 'report' | 'enforce'): void {
    const line = { ...denial, mode };
    const key = JSON.stringify([denial.rule, denial.where, denial.clause, mode]);
    const now = this.#now().getTime();
    const known = this.#counted.get(key);
    if (known !== undefined && now - known.counted.from < MINUTE_MS) {
      known.counted.count += 1;
      return;
    }
    this.#print({ ...line, count: 1 + (known?.counted.count ?? 0) });
    this.#counted.set(key, { line, counted: { from: now, count: 0 } });
  }

  /** Says what was counted and not yet said. */
  flush(): void {
    for (const { line, counted } of this.#counted.values()) {
      if (counted.count > 0) this.#print({ ...line, count: counted.count });
    }
    this.#counted.clear();
  }
}
