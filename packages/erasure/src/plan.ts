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
  /** In an order in which they can be done. Empty where `errors` is not. */
  readonly steps: readonly ErasureStep[];
  /** Kept beyond the erasure, by name of the law and with an end. */
  readonly retained: readonly Retained[];
  /** Personal data of the plan that no step reaches, each a sentence that names the store; the erasure is never `done` while one stands here. */
  readonly uncovered: readonly string[];
  /** Why nothing may be erased by this plan: found before any delete, so that nothing is half gone. */
  readonly errors: readonly PlanError[];
}

export interface PlanError {
  readonly code: PlanErrorCode;
  readonly store: string;
  /** Table, column, prefix or processor. */
  readonly target: string;
  /** A sentence with the names that must be changed. */
  readonly message: string;
}

export type PlanErrorCode =
  /** Foreign keys form a ring that no nullable one opens. */
  | 'cycle'
  /** A column must be emptied in a row that must stay, and cannot be. */
  | 'not-nullable'
  /** One column or object holds data that must stay and data that must go. */
  | 'mixed'
  /** A record kept by law is tied to a row that goes, by cascade or restrict. */
  | 'retained-tied'
  /** A record kept by law could not be found again when the law no longer asks for it. */
  | 'retained-lost'
  /** Deleting the rows would take rows with data that the clause does not speak of. */
  | 'takes-more'
  | 'too-many-paths'
  | 'composite-item-key'
  | 'no-primary-key'
  /** An id that could reach somebody else's data, or a prefix that does. */
  | 'unsafe-id'
  | 'unsafe-prefix'
  | 'unknown-reference'
  | 'ambiguous-store'
  | 'nothing-mapped';

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

export type ErasureStep = RowsStep | ColumnsStep | ObjectsStep | ProcessorStep | ExpiryStep;

interface StepBase {
  /** Position in the plan, from 1; doing the steps by rising order is always right. */
  readonly order: number;
  /** Orders of the steps that must be done before this one. A store that refuses holds up only what waits for it. */
  readonly after: readonly number[];
  /** Id of a store of the data map. */
  readonly store: string;
  /** Categories that the step erases; of a link between rows, those of the rows it links. */
  readonly data: readonly string[];
  /** Whose data it is. */
  readonly subject: string;
  readonly tenant?: string;
}

/** Delete the rows of a table that the path leads to. */
export interface RowsStep extends StepBase {
  readonly kind: 'rows';
  readonly table: string;
  readonly primaryKey: readonly string[];
  readonly match: RowMatch;
  /** Foreign keys of the table to itself: a row goes after the rows that refer to it. */
  readonly selfReferences: readonly {
    readonly columns: readonly string[];
    readonly references: readonly string[];
  }[];
}

/** Set columns to null in rows that stay, or that would hold up the deletion of others. */
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
  /** One entry a path; an object may be named by a row that no other path reaches. */
  readonly keys: readonly ColumnValues[];
}

export interface ProcessorStep extends StepBase {
  readonly kind: 'processor';
  readonly recipient: string;
  /** Categories that the recipient keeps for a law; empty: everything goes. */
  readonly except: readonly string[];
  /** The recipient's own id of the subject is in this column; empty: it knows the subject by our id. */
  readonly reference: readonly ColumnValues[];
  /** Only this item of the subject. */
  readonly item?: { readonly category: string; readonly id: string };
}

/** Nothing to do but wait: the store's entries leave by themselves, at the latest at `until`. */
export interface ExpiryStep extends StepBase {
  readonly kind: 'expiry';
  readonly until: string;
}

/** The values of one column in the rows that `match` leads to. */
export interface ColumnValues {
  readonly store: string;
  readonly table: string;
  readonly column: string;
  readonly match: RowMatch;
}

/**
 * Rows of `table` from which `path`, followed foreign key by foreign key, ends in a row whose
 * `column` equals `value`. An empty path: the column is the table's own.
 */
export interface RowMatch {
  readonly path: readonly Hop[];
  readonly column: string;
  readonly value: string;
  /**
   * From that last row on: it must also be the subject's. Rows that are somebody else's are not
   * erased, and not reported as absent either.
   */
  readonly owner?: {
    readonly path: readonly Hop[];
    readonly column: string;
    readonly value: string;
  };
}

/** One foreign key: `columns` of the row before it, `references` of `table`. */
export interface Hop {
  readonly columns: readonly string[];
  readonly table: string;
  readonly references: readonly string[];
}
