import type { EncryptedColumn } from './encrypted-columns.ts';
import { ownerOf, type Envelope, type Field } from './envelope.ts';
import type { KeyEncryptionKeys } from './key-encryption-keys.ts';
import type { KeyStore } from './key-store.ts';
import { isSealed, keyIdOf } from './sealed-text.ts';
import { fieldsOf, quoted, textOf, type SqlClient } from './sql-client.ts';

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

export interface Progress {
  readonly done: number;
  /** Give it to the next call; absent: nothing is left. */
  readonly next?: string;
}

/**
 * Wraps one batch of data keys again with the current key-encryption key. No value changes, and
 * reading goes on meanwhile. What is left is asked of the store, so a killed run is simply run again.
 */
export async function rewrapBatch(
  { store, keks }: { readonly store: KeyStore; readonly keks: KeyEncryptionKeys },
  after: string = FIRST_ID,
  size: number = 500,
): Promise<Progress> {
  const keys = await store.wrappedByOthers(keks.current, after, size);
  for (const { wrapped, ...stored } of keys) {
    if (wrapped === undefined) continue;
    const key = await keks.unwrap(wrapped, stored);
    await store.rewrap(stored.id, wrapped, await keks.wrap(key, stored));
  }
  const last = keys.at(-1);
  return { done: keys.length, ...(keys.length === size && last && { next: last.id }) };
}

export interface SealColumn {
  readonly sql: SqlClient;
  readonly envelope: Envelope;
  readonly column: EncryptedColumn;
  /** Tenant of a row; absent: the application has one. */
  readonly tenantColumn?: string;
}

/**
 * Seals one batch of a column with each subject's newest data key: plain text of before the
 * encryption, and values under an older key. A row that somebody writes meanwhile keeps what they
 * wrote. Rows come in the order of the key, so a killed run goes on from `next`.
 */
export async function sealBatch(
  { sql, envelope, column, tenantColumn }: SealColumn,
  after?: string,
  size: number = 500,
): Promise<Progress> {
  const rows = await rowsAfter(sql, { column, tenantColumn }, after, size);
  let done = 0;
  for (const row of rows) done += await sealRow({ sql, envelope, column }, row);
  const last = rows.at(-1);
  return { done, ...(rows.length === size && { next: textOf(last, 'row') }) };
}

async function rowsAfter(
  sql: SqlClient,
  { column, tenantColumn }: { column: EncryptedColumn; tenantColumn: string | undefined },
  after: string | undefined,
  size: number,
): Promise<readonly unknown[]> {
  const row = rowExpression(column);
  const { rows } = await sql.query(
    `SELECT ${row} AS "row", ${quoted(column.subjectColumn)}::text AS subject,
            ${quoted(column.column)} AS value, ${tenantColumn === undefined ? "''" : `${quoted(tenantColumn)}::text`} AS tenant
     FROM ${quoted(column.table)}
     WHERE ${quoted(column.column)} IS NOT NULL AND ${quoted(column.subjectColumn)} IS NOT NULL
       AND ($1::text IS NULL OR ${row} COLLATE "C" > $1) ORDER BY ${row} COLLATE "C" LIMIT $2`,
    [after ?? null, size],
  );
  return rows;
}

async function sealRow(
  { sql, envelope, column }: Pick<SealColumn, 'sql' | 'envelope' | 'column'>,
  found: unknown,
): Promise<number> {
  const value = textOf(found, 'value');
  const field: Field = {
    tenant: textOf(found, 'tenant'),
    table: column.table,
    column: column.column,
    row: textOf(found, 'row'),
    subject: textOf(found, 'subject'),
    class: column.class,
  };
  const newest = await envelope.keys.sealing(ownerOf(field));
  if (isSealed(value) && keyIdOf(value) === newest.id) return 0;
  const text = isSealed(value) ? await envelope.open(field, value) : value;
  const { rows } = await sql.query(
    `UPDATE ${quoted(column.table)} SET ${quoted(column.column)} = $1
     WHERE ${rowExpression(column)} = $2 AND ${quoted(column.column)} = $3 RETURNING 1 AS n`,
    [await envelope.seal(field, text), field.row, value],
  );
  return rows.length === 0 ? 0 : Number(fieldsOf(rows[0])['n']);
}

/** The row as `Place` names it: the key's text, or a JSON array of texts without spaces. */
function rowExpression({ primaryKey }: EncryptedColumn): string {
  const [only, ...others] = primaryKey;
  if (only !== undefined && others.length === 0) return `${quoted(only)}::text`;
  const parts = primaryKey.map((name) => `to_json(${quoted(name)}::text)::text`);
  return `('[' || ${parts.join(` || ',' || `)} || ']')`;
}
