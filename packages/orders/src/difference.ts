import type { Order } from './order.ts';

/** What a change does to the promise. `mixed`: both, or there is no order to tell by; treated as loosening. */
export type Direction = 'tightens' | 'loosens' | 'mixed' | 'editorial';

/** One value that differs, before it is known where it stands. */
export interface Difference {
  /** What of it: `erase.within`, `clause added`, `text`. */
  readonly kind: string;
  readonly direction: Direction;
  /** As a person would write it; `null`: was not there. */
  readonly before: string | null;
  readonly after: string | null;
}

/** The difference between two values, if there is one. `show` writes a value for a person. */
export function differ<T>(
  kind: string,
  values: readonly [before: T, after: T],
  order: Order<NoInfer<T>>,
  show: (value: NonNullable<NoInfer<T>>) => string = String,
): readonly Difference[] {
  const [before, after] = values;
  const comparison = order(before, after);
  if (comparison === 'equal') return [];
  const shown = (value: T): string | null =>
    value === undefined || value === null ? null : show(value);
  return [{ kind, direction: comparison, before: shown(before), after: shown(after) }];
}

/** Names in a row, sorted. */
export function listed(names: Iterable<string>): string {
  const sorted = [...names].toSorted();
  return sorted.length === 0 ? 'nothing' : sorted.join(', ');
}

/** What cannot be told apart from a loosening is treated as one. */
export function isMaterial(direction: Direction): boolean {
  return direction === 'loosens' || direction === 'mixed';
}
