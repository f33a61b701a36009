import { createHmac, timingSafeEqual } from 'node:crypto';

/** Subjects whose pseudonym is kept in memory. */
const MOST_REMEMBERED = 10_000;

/**
 * Keyed pseudonyms: the same subject of the same tenant always gets the same one, and without the
 * key, which is not in the database, nobody can compute or guess it back.
 */
export class Pseudonyms {
  readonly #key: Buffer;
  /** Computing one takes longer than a decision, and who is asked about is soon asked about again. */
  readonly #subjects = new Map<string, string>();

  constructor(key: Buffer) {
    this.#key = key;
  }

  /** For another thread of this process. */
  keyForThread(): Uint8Array {
    return new Uint8Array(this.#key);
  }

  subject(id: string, tenant?: string | null): string {
    const key = JSON.stringify([tenant ?? '', id]);
    const known = this.#subjects.get(key);
    if (known !== undefined) return known;
    const made = `sub_${this.#mac(['subject', tenant ?? '', id])}`;
    if (this.#subjects.size >= MOST_REMEMBERED) this.#subjects.clear();
    this.#subjects.set(key, made);
    return made;
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

  /** Proves later that a text came from here. */
  seal(text: string): string {
    return this.#mac(['seal', text]);
  }

  isSeal(text: string, seal: string): boolean {
    const [expected, given] = [Buffer.from(this.seal(text)), Buffer.from(seal)];
    return expected.length === given.length && timingSafeEqual(expected, given);
  }

  #mac(parts: readonly string[]): string {
    return createHmac('sha256', this.#key).update(JSON.stringify(parts)).digest('base64url');
  }
}
