/** The part of `pg` (a pool or a client) and of PGlite that connectors use. */
export interface SqlClient {
  query(text: string, params: unknown[]): Promise<{ readonly rows: readonly unknown[] }>;
}

/** @throws RangeError on a name no database can have: a bug, the plan's names come from a catalogue */
export function quoted(identifier: string): string {
  if (identifier === '' || identifier.includes('\u0000')) {
    throw new RangeError('an identifier is empty or has a NUL character');
  }
  return `"${identifier.replaceAll('"', '""')}"`;
}

/** The field of the first row, as a count. */
export function countIn(rows: readonly unknown[]): number {
  const [row] = rows;
  const value = typeof row === 'object' && row !== null && 'n' in row ? Number(row.n) : Number.NaN;
  if (!Number.isSafeInteger(value)) throw new TypeError('the database did not answer with a count');
  return value;
}
