/**
 * What must be done for one event under one clause, in the order it must be done. Plain values: the
 * service stores each step as a row and hands it to the connector of its store.
 */
export interface ErasurePlan {
  readonly clause: string;
  readonly event: string;
  /** The promise's last instant, ISO 8601 UTC. */
  readonly due: string;
  /** When work starts: 80 % of the window by default. */
  readonly startsAt: string;
  readonly steps: readonly ErasureStep[];
  /** Kept beyond the erasure, by name of the law and with an end. */
  readonly retained: readonly Retained[];
  /** Personal data of the plan that no store of the data map reaches; never empty silently. */
  readonly uncovered: readonly string[];
}

export interface Retained {
  readonly store: string;
  /** Table, prefix or processor. */
  readonly target: string;
  readonly data: readonly string[];
  /** Id of the legal obligation. */
  readonly obligation: string;
  /** As the receipt quotes it. */
  readonly basis: string;
  /** ISO 8601 UTC: when the record is erased after all. */
  readonly until: string;
}

export type ErasureStep =
  | RowsStep
  | ColumnsStep
  | ObjectsStep
  | ProcessorStep
  | ExpiryStep;

interface StepBase {
  /** Position in the plan; a step runs when all lower orders of the plan are done. */
  readonly order: number;
  /** Id of a store of the data map. */
  readonly store: string;
  readonly data: readonly string[];
}

/** Delete the rows of a table that the path leads to. */
export interface RowsStep extends StepBase {
  readonly kind: 'rows';
  readonly table: string;
  readonly primaryKey: readonly string[];
  readonly match: RowMatch;
}

/** Set columns to null in rows that stay. */
export interface ColumnsStep extends StepBase {
  readonly kind: 'columns';
  readonly table: string;
  readonly primaryKey: readonly string[];
  readonly columns: readonly string[];
  readonly match: RowMatch;
}

/** Delete every object below `prefix`, and those whose keys a column names. */
export interface ObjectsStep extends StepBase {
  readonly kind: 'objects';
  readonly bucket: string;
  /** Filled in, ends in `/`; absent when only `keys` name the objects. */
  readonly prefix?: string;
  readonly keys?: { readonly store: string; readonly table: string; readonly column: string; readonly match: RowMatch };
}

export interface ProcessorStep extends StepBase {
  readonly kind: 'processor';
  readonly recipient: string;
  /** The recipient's own id of the subject is in this column. */
  readonly reference?: { readonly store: string; readonly table: string; readonly column: string; readonly match: RowMatch };
  readonly subject: string;
}

/** Nothing to do but wait: the store's entries leave by themselves, at the latest at `until`. */
export interface ExpiryStep extends StepBase {
  readonly kind: 'expiry';
  readonly until: string;
}

/**
 * Rows of `table` from which `path`, followed foreign key by foreign key, ends in a row whose
 * `column` equals `value`. An empty path: the column is the table's own.
 */
export interface RowMatch {
  readonly path: readonly { readonly columns: readonly string[]; readonly table: string; readonly references: readonly string[] }[];
  readonly column: string;
  readonly value: string;
}
