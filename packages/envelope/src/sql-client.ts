/** The part of `pg` (a pool or a client) and of PGlite that this package uses. */
export interface SqlClient {
  query(text: string, params: unknown[]): Promise<{ readonly rows: readonly unknown[] }>;
}

/** @throws RangeError on a name no database can have */
export function quoted(identifier: string): string {
  if (identifier === '' || identifier.includes('\u0000'))
    throw new RangeError('an identifier is empty or has a NUL character');
  return `"${identifier.replaceAll('"', '""')}"`;
}

/** The fields of a row, whatever the driver calls its class. */
export function fieldsOf(row: unknown): Readonly<Record<string, unknown>> {
  if (typeof row !== 'object' || row === null) throw new TypeError('what was read is no object');
  return Object.fromEntries(Object.entries(row));
}

export function textOf(row: unknown, column: string): string {
  const value = fieldsOf(row)[column];
  if (typeof value !== 'string') throw new TypeError(`\`${column}\` is not a text`);
  return value;
}
