import { randomBytes, randomUUID } from 'node:crypto';
import { CannotOpen } from './committed-cipher.ts';
import type { KeyEncryptionKeys, KeyOwner } from './key-encryption-keys.ts';
import type { KeyStore, StoredKey } from './key-store.ts';

/** A data key in the clear; it never leaves the process. */
export interface DataKey {
  readonly id: string;
  readonly key: Uint8Array;
}

/** What was destroyed, and from when on no instance can open it any more. */
export interface Shredding {
  /** For the ledger that survives a restore. */
  readonly keyIds: readonly string[];
  /** Other instances may hold the key in memory until then. */
  readonly effectiveAt: Date;
}

export interface DataKeysOptions {
  readonly store: KeyStore;
  readonly keks: KeyEncryptionKeys;
  readonly now: () => Date;
  /** How long a key stays in memory, at most 60,000 ms. */
  readonly cacheMs?: number;
}

const LONGEST_CACHE_MS = 60_000;
const MOST_CACHED = 10_000;

/** Data keys, one for each subject and class, opened when they are needed. */
export class DataKeys {
  readonly #store: KeyStore;
  readonly #keks: KeyEncryptionKeys;
  readonly #now: () => Date;
  readonly #cacheMs: number;
  readonly #opened = new Map<string, { readonly key: DataKey; readonly until: number }>();

  constructor({ store, keks, now, cacheMs = LONGEST_CACHE_MS }: DataKeysOptions) {
    if (!(cacheMs >= 0 && cacheMs <= LONGEST_CACHE_MS))
      throw new RangeError('a data key stays in memory for 0 to 60,000 ms');
    this.#store = store;
    this.#keks = keks;
    this.#now = now;
    this.#cacheMs = cacheMs;
  }

  /**
   * The key that seals for the owner; made at the first time.
   * @throws CannotOpen when the owner's data was erased by destroying the key
   */
  async sealing(owner: KeyOwner): Promise<DataKey> {
    const newest = await this.#store.newest(owner);
    return this.#open(newest ?? (await this.#add(owner, 1)));
  }

  /** @throws CannotOpen when the key is unknown or destroyed */
  async opening(id: string): Promise<DataKey> {
    const cached = this.#opened.get(id);
    if (cached !== undefined && cached.until > this.#now().getTime()) return cached.key;
    const stored = await this.#store.byId(id);
    if (stored === undefined) throw new CannotOpen(`there is no data key ${id}`);
    return this.#open(stored);
  }

  /** A new key seals from now on; values of before open still, until they are sealed again. */
  async renew(owner: KeyOwner): Promise<void> {
    const newest = await this.#store.newest(owner);
    if (newest !== undefined && newest.wrapped === undefined) throw destroyed(newest);
    await this.#add(owner, (newest?.generation ?? 0) + 1);
  }

  /** Erases by destroying keys: of one class, or of all that the subject has. */
  async shred(owner: Omit<KeyOwner, 'class'> & { readonly class?: string }): Promise<Shredding> {
    const keyIds = await this.#store.destroy(owner, this.#now());
    for (const id of keyIds) this.#opened.delete(id);
    return { keyIds, effectiveAt: new Date(this.#now().getTime() + this.#cacheMs) };
  }

  async #add(owner: KeyOwner, generation: number): Promise<StoredKey> {
    const { tenant, subject, class: of } = owner;
    const wrapped = await this.#keks.wrap(randomBytes(32), owner);
    return this.#store.add({ id: randomUUID(), tenant, subject, class: of, generation, wrapped });
  }

  async #open(stored: StoredKey): Promise<DataKey> {
    const now = this.#now().getTime();
    const cached = this.#opened.get(stored.id);
    if (stored.wrapped === undefined) throw destroyed(stored);
    if (cached !== undefined && cached.until > now) return cached.key;
    const key = { id: stored.id, key: await this.#keks.unwrap(stored.wrapped, stored) };
    if (this.#opened.size >= MOST_CACHED) this.#opened.clear();
    this.#opened.set(stored.id, { key, until: now + this.#cacheMs });
    return key;
  }
}

function destroyed({ id }: StoredKey): CannotOpen {
  return new CannotOpen(`the data key ${id} was destroyed: its data is erased`);
}
