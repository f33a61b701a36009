import type { KeyOwner, WrappedKey } from './key-encryption-keys.ts';
import { fieldsOf, textOf, type SqlClient } from './sql-client.ts';

/** A data key as it is stored. */
export interface StoredKey extends KeyOwner {
  /** A UUID; it stands in each value that the key sealed. */
  readonly id: string;
  /** Counts up; the highest seals, the others still open. */
  readonly generation: number;
  /** Absent: destroyed. The row stays, so that a restored backup can be told to destroy it again. */
  readonly wrapped?: WrappedKey;
}

/** The table of data keys. Keep it in a database of its own where backups must forget keys sooner. */
export const KEY_TABLE = `
CREATE TABLE IF NOT EXISTS troth_data_keys (
  id          uuid PRIMARY KEY,
  tenant      text NOT NULL,
  subject     text NOT NULL,
  class       text NOT NULL,
  generation  integer NOT NULL,
  kek         text,
  wrapped     text,
  shredded_at timestamptz,
  UNIQUE (tenant, subject, class, generation),
  CHECK ((wrapped IS NULL) = (shredded_at IS NOT NULL) AND (wrapped IS NULL) = (kek IS NULL))
);
CREATE INDEX IF NOT EXISTS troth_data_keys_kek ON troth_data_keys (kek, id);`;

const COLUMNS = 'id::text, tenant, subject, class, generation, kek, wrapped';

/** Data keys in PostgreSQL. Every write is one statement, so nothing is ever half done. */
export class KeyStore {
  readonly #sql: SqlClient;

  constructor(sql: SqlClient) {
    this.#sql = sql;
  }

  async byId(id: string): Promise<StoredKey | undefined> {
    const { rows } = await this.#sql.query(
      `SELECT ${COLUMNS} FROM troth_data_keys WHERE id = $1::uuid`,
      [id],
    );
    return rows.map(storedKey)[0];
  }

  /** The newest of the owner, destroyed or not. */
  async newest({ tenant, subject, class: of }: KeyOwner): Promise<StoredKey | undefined> {
    const { rows } = await this.#sql.query(
      `SELECT ${COLUMNS} FROM troth_data_keys WHERE tenant = $1 AND subject = $2 AND class = $3
       ORDER BY generation DESC LIMIT 1`,
      [tenant, subject, of],
    );
    return rows.map(storedKey)[0];
  }

  /** Of two that add the same generation at once, one wins; both get the winner's. */
  async add(key: StoredKey & { readonly wrapped: WrappedKey }): Promise<StoredKey> {
    const { id, tenant, subject, class: of, generation, wrapped } = key;
    await this.#sql.query(
      `INSERT INTO troth_data_keys (id, tenant, subject, class, generation, kek, wrapped)
       VALUES ($1::uuid, $2, $3, $4, $5, $6, $7) ON CONFLICT (tenant, subject, class, generation) DO NOTHING`,
      [id, tenant, subject, of, generation, wrapped.kek, base64(wrapped.bytes)],
    );
    const kept = await this.newest(key);
    if (kept === undefined) throw new Error('a data key that was stored is not there');
    return kept;
  }

  /** Nothing happens to a key that was wrapped again or destroyed meanwhile. */
  async rewrap(id: string, before: WrappedKey, after: WrappedKey): Promise<void> {
    await this.#sql.query(
      `UPDATE troth_data_keys SET kek = $3, wrapped = $4 WHERE id = $1::uuid AND wrapped = $2`,
      [id, base64(before.bytes), after.kek, base64(after.bytes)],
    );
  }

  /** Keys that another key-encryption key wraps, in the order of their ids. */
  async wrappedByOthers(kek: string, after: string, limit: number): Promise<readonly StoredKey[]> {
    const { rows } = await this.#sql.query(
      `SELECT ${COLUMNS} FROM troth_data_keys WHERE kek IS NOT NULL AND kek <> $1 AND id > $2::uuid
       ORDER BY id LIMIT $3`,
      [kek, after, limit],
    );
    return rows.map(storedKey);
  }

  /** @returns ids of the keys that went */
  async destroy(
    { tenant, subject, class: of }: Omit<KeyOwner, 'class'> & { readonly class?: string },
    at: Date,
  ): Promise<readonly string[]> {
    const { rows } = await this.#sql.query(
      `UPDATE troth_data_keys SET kek = NULL, wrapped = NULL, shredded_at = $4
       WHERE tenant = $1 AND subject = $2 AND ($3::text IS NULL OR class = $3) AND wrapped IS NOT NULL
       RETURNING id::text`,
      [tenant, subject, of ?? null, at],
    );
    return rows.map((row) => textOf(row, 'id'));
  }

  /** After a restore: destroys again what the ledger says was destroyed. */
  async destroyAgain(ids: readonly string[], at: Date): Promise<number> {
    const { rows } = await this.#sql.query(
      `UPDATE troth_data_keys SET kek = NULL, wrapped = NULL, shredded_at = $2
       WHERE id = ANY ($1::uuid[]) AND wrapped IS NOT NULL RETURNING id::text`,
      [[...ids], at],
    );
    return rows.length;
  }
}

function storedKey(row: unknown): StoredKey {
  const { generation, kek, wrapped } = fieldsOf(row);
  return {
    id: textOf(row, 'id'),
    tenant: textOf(row, 'tenant'),
    subject: textOf(row, 'subject'),
    class: textOf(row, 'class'),
    generation: Number(generation),
    ...(typeof kek === 'string' &&
      typeof wrapped === 'string' && {
        wrapped: { kek, bytes: Buffer.from(wrapped, 'base64') },
      }),
  };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
