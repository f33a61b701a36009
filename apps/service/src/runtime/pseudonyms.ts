import { createHmac } from 'node:crypto';

/**
 * Keyed pseudonyms: the same subject of the same tenant always gets the same one, and without the
 * key, which is not in the database, nobody can compute or guess it back.
 */
export class Pseudonyms {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    this.#key = key;
  }

  subject(id: string, tenant?: string | null): string {
    return `sub_${this.#mac(['subject', tenant ?? '', id])}`;
  }

  /** The same for a subject's id in whatever tenant. */
  anyTenant(id: string): string {
    return `any_${this.#mac(['any-tenant', id])}`;
  }

  item(category: string, id: string): string {
    return `itm_${this.#mac(['item', category, id])}`;
  }

  actor(id: string): string {
    return `act_${this.#mac(['actor', id])}`;
  }

  /** Says whether two contents are equal without keeping either. */
  content(canonical: string): string {
    return this.#mac(['content', canonical]);
  }

  /** Says whether a database was written with this key. */
  check(): string {
    return this.#mac(['check']);
  }

  #mac(parts: readonly string[]): string {
    return createHmac('sha256', this.#key).update(JSON.stringify(parts)).digest('base64url');
  }
}
