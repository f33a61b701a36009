import type { Childhood } from './ordering.ts';
import type { ColumnValues, ErasureStep, PlanError, Retained, RowMatch } from './plan.ts';

/** A step before its place in the order is known. */
export type Draft = ErasureStep extends infer Step
  ? Step extends ErasureStep
    ? Omit<Step, 'order' | 'after'>
    : never
  : never;

/** What one store adds to a plan. */
export interface Contribution {
  readonly drafts: readonly Draft[];
  readonly retained: readonly Retained[];
  readonly uncovered: readonly string[];
  readonly errors: readonly PlanError[];
  readonly children: readonly Childhood[];
}

export const NOTHING: Contribution = {
  drafts: [],
  retained: [],
  uncovered: [],
  errors: [],
  children: [],
};

export function joined(contributions: readonly Contribution[]): Contribution {
  return {
    drafts: contributions.flatMap((each) => each.drafts),
    retained: contributions.flatMap((each) => each.retained),
    uncovered: contributions.flatMap((each) => each.uncovered),
    errors: contributions.flatMap((each) => each.errors),
    children: contributions.flatMap((each) => each.children),
  };
}

/** The reads of a table that a step does to find what it must erase. */
export function readsOf(
  draft: Draft,
): readonly { store: string; table: string; match: RowMatch; column?: string }[] {
  switch (draft.kind) {
    case 'rows':
    case 'columns':
      return [{ store: draft.store, table: draft.table, match: draft.match }];
    case 'objects':
      return draft.keys.map(valueRead);
    case 'processor':
      return draft.reference.map(valueRead);
    case 'expiry':
      return [];
  }
}

function valueRead({ store, table, column, match }: ColumnValues): {
  store: string;
  table: string;
  match: RowMatch;
  column: string;
} {
  return { store, table, match, column };
}
