import { createHmac, hkdfSync } from 'node:crypto';

/**
 * Finds a sealed value by what it says: HMAC-SHA-256 under a key of the column's own, so that the
 * same address in two tables or tenants gives two values. Equal values are visible as equal within
 * one column; nothing else is.
 */
export class BlindIndex {
  readonly #root: Uint8Array;

  /** @param root 32 bytes, kept where the key-encryption keys are */
  constructor(root: Uint8Array) {
    if (root.length !== 32) throw new RangeError('the key of a blind index is 32 bytes');
    this.#root = root;
  }

  /** @param at tenant, table and column of the sealed value */
  of(
    at: { readonly tenant: string; readonly table: string; readonly column: string },
    text: string,
  ): string {
    const info = JSON.stringify(['troth blind index v1', at.tenant, at.table, at.column]);
    const key = new Uint8Array(hkdfSync('sha256', this.#root, new Uint8Array(), info, 32));
    return `b1:${createHmac('sha256', key).update(normalised(text)).digest('base64url')}`;
  }
}

/** Two ways to write one address are one: NFKC, no spaces around, no upper case. */
export function normalised(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
