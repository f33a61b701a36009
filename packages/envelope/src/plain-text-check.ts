import type { EncryptedColumn } from './encrypted-columns.ts';
import { SEALED_PATTERN } from './sealed-text.ts';
import { fieldsOf, quoted, type SqlClient } from './sql-client.ts';

/**
 * SQL by which the database itself refuses plain text, whoever writes. Rows of before are left
 * alone until `VALIDATE CONSTRAINT` runs, after they have been sealed.
 */
export function plainTextChecks(columns: readonly EncryptedColumn[]): string {
  return columns
    .map(({ table, column }) => {
      const name = quoted(`${table}_${column}_sealed`);
      const check = `CHECK (${quoted(column)} ~ '${SEALED_PATTERN}')`;
      return `ALTER TABLE ${quoted(table)} ADD CONSTRAINT ${name} ${check} NOT VALID;`;
    })
    .join('\n');
}

/** How many rows of each column hold plain text; only columns that have any. */
export async function findPlainText(
  sql: SqlClient,
  columns: readonly EncryptedColumn[],
): Promise<readonly { readonly table: string; readonly column: string; readonly rows: number }[]> {
  const counts = [];
  for (const { table, column } of columns) {
    const { rows } = await sql.query(
      `SELECT count(*) AS n FROM ${quoted(table)} WHERE ${quoted(column)} !~ $1`,
      [SEALED_PATTERN],
    );
    counts.push({ table, column, rows: Number(fieldsOf(rows[0])['n']) });
  }
  return counts.filter(({ rows }) => rows > 0);
}
