/** A data key as it may be stored: closed by the key-encryption key of that name. */
export interface WrappedKey {
  /** Names the key-encryption key. */
  readonly kek: string;
  readonly bytes: Uint8Array;
}

/** What a data key is for. A wrapped key opens for this owner alone. */
export interface KeyOwner {
  readonly tenant: string;
  readonly subject: string;
  /** The category that the policy has encrypted, `account.email`. */
  readonly class: string;
}

/** Keeps the keys that data keys are closed with, outside the database and its backups. */
export interface KeyEncryptionKeys {
  /** Name of the one that wraps from now on. */
  readonly current: string;
  wrap(key: Uint8Array, owner: KeyOwner): Promise<WrappedKey>;
  /** @throws CannotOpen when the key-encryption key is gone or the owner is another */
  unwrap(wrapped: WrappedKey, owner: KeyOwner): Promise<Uint8Array>;
}
