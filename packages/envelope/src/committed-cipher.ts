import {
  createCipheriv,
  createDecipheriv,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

const SALT = 32;
const COMMITMENT = 32;
const TAG = 16;
const KEY = 32;
const NONCE = 12;

/** Bytes that sealing adds. */
export const OVERHEAD: number = SALT + COMMITMENT + TAG;

/** A ciphertext that this key, this place or these bytes do not open. Says nothing of what is inside. */
export class CannotOpen extends Error {
  override readonly name = 'CannotOpen';
}

/**
 * AES-256-GCM (NIST SP 800-38D) under a key made for this one message: HKDF-SHA-512 (RFC 5869) of
 * key and a random salt gives key, nonce and a commitment to the key. AES-GCM alone does not commit:
 * one ciphertext can be made that two keys open to two texts.
 * @param key 32 bytes
 * @param bound what must be given again to open it; kept nowhere
 * @returns salt, commitment, ciphertext, tag
 */
export function seal(key: Uint8Array, plain: Uint8Array, bound: Uint8Array): Buffer {
  const salt = randomBytes(SALT);
  const made = derive(key, salt);
  const cipher = createCipheriv('aes-256-gcm', made.key, made.nonce, { authTagLength: TAG });
  cipher.setAAD(bound);
  const hidden = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([salt, made.commitment, hidden, cipher.getAuthTag()]);
}

/** @throws CannotOpen when a byte, the key or what it is bound to differs */
export function open(key: Uint8Array, sealed: Uint8Array, bound: Uint8Array): Buffer {
  if (sealed.length < OVERHEAD) throw new CannotOpen('the ciphertext is cut short');
  const made = derive(key, sealed.subarray(0, SALT));
  if (!timingSafeEqual(made.commitment, sealed.subarray(SALT, SALT + COMMITMENT)))
    throw new CannotOpen('the ciphertext belongs to another key');
  // Node accepts a tag of four bytes unless it is told the length.
  const decipher = createDecipheriv('aes-256-gcm', made.key, made.nonce, { authTagLength: TAG });
  decipher.setAAD(bound);
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  const hidden = sealed.subarray(SALT + COMMITMENT, sealed.length - TAG);
  try {
    return Buffer.concat([decipher.update(hidden), decipher.final()]);
  } catch (error) {
    throw new CannotOpen('the ciphertext was changed, or stands where it was not written', {
      cause: error,
    });
  }
}

interface Derived {
  readonly key: Uint8Array;
  readonly commitment: Uint8Array;
  readonly nonce: Uint8Array;
}

function derive(key: Uint8Array, salt: Uint8Array): Derived {
  if (key.length !== KEY) throw new RangeError('a key is 32 bytes');
  const length = KEY + COMMITMENT + NONCE;
  const bytes = new Uint8Array(
    hkdfSync('sha512', key, salt, 'troth committed AES-256-GCM', length),
  );
  return {
    key: bytes.subarray(0, KEY),
    commitment: bytes.subarray(KEY, KEY + COMMITMENT),
    nonce: bytes.subarray(KEY + COMMITMENT),
  };
}
