import { createHmac } from 'node:crypto';

const KEY_BYTES = 32;

/**
 * A name for a subject that only the holder of the key can make or compare: HMAC-SHA-256 (RFC 2104)
 * over tenant and id, base64url. A plain hash of an id could be guessed.
 * @param key 32 bytes, kept apart from the log and destroyed when its pseudonyms may no longer be told
 * @throws RangeError on a key of another length
 */
export function pseudonym(key: Uint8Array, tenant: string | undefined, subjectId: string): string {
  if (key.length !== KEY_BYTES)
    throw new RangeError(`a pseudonym key has ${KEY_BYTES} bytes, not ${key.length}`);
  // A JSON list, so that no tenant and id run together into another pair.
  const message = JSON.stringify([tenant ?? null, subjectId]);
  return createHmac('sha256', key).update(message, 'utf8').digest('base64url');
}
