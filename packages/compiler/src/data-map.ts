/**
 * Where each data category lives in one application. Made from the application's `data-map/*.yaml`
 * and the `/// @data` annotations of its schema; plain values only.
 */
export interface DataMap {
  /** Id of the application, `platform`. */
  readonly application: string;
  readonly stores: readonly Store[];
}

export type Store = DatabaseStore | BucketStore | LogStore | ProcessorStore;

export interface DatabaseStore {
  readonly kind: 'database';
  readonly id: string;
  readonly tables: readonly Table[];
}

export interface Table {
  /** As the database spells it. */
  readonly name: string;
  readonly primaryKey: readonly string[];
  readonly columns: readonly Column[];
  readonly foreignKeys: readonly ForeignKey[];
  /** Column that holds the data subject's id, where the table says so itself. */
  readonly subjectColumn?: string;
  /** Category of the items the rows are (`training.runs`), their id being the primary key. */
  readonly item?: string;
}

export interface Column {
  readonly name: string;
  readonly nullable: boolean;
  /** Category ids; empty with a `none` reason for a column without personal data, and without one when unclassified. */
  readonly data: readonly string[];
  readonly none?: string;
}

export interface ForeignKey {
  readonly columns: readonly string[];
  readonly table: string;
  readonly references: readonly string[];
  readonly onDelete: 'cascade' | 'set-null' | 'restrict' | 'no-action';
}

export interface BucketStore {
  readonly kind: 'bucket';
  readonly id: string;
  /** The bucket's name, or the variable that holds it. */
  readonly bucket: string;
  readonly objects: readonly BucketObjects[];
}

export interface BucketObjects {
  readonly data: readonly string[];
  /** Every object of a subject is below it: `accounts/{subject}/`. Ends in `/`. */
  readonly prefix: string;
  /** Column that names each object's key, `Snapshot.objectKey` of the store `database`. */
  readonly keys?: { readonly store: string; readonly table: string; readonly column: string };
}

/** Entries that leave by themselves: of a log, or of a cache or queue, which is no place to log to. */
export interface LogStore {
  readonly kind: 'log' | 'cache';
  readonly id: string;
  readonly data: readonly string[];
  readonly expiresAfterDays: number;
}

/** A recipient that holds data for the company and erases on request. */
export interface ProcessorStore {
  readonly kind: 'processor';
  readonly id: string;
  readonly recipient: string;
  readonly data: readonly string[];
  /** Column that holds the recipient's own id of the subject. */
  readonly reference?: { readonly store: string; readonly table: string; readonly column: string };
}
