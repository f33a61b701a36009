import { CannotOpen, OVERHEAD, open, seal } from './committed-cipher.ts';
import { boundTo, type Place } from './place.ts';

/**
 * A sealed value as text: `troth:v1:` and the base64url of the data key's id (16 bytes), salt,
 * commitment, ciphertext and tag. The version says how the rest is read and is part of what is bound.
 */
const MARK = 'troth:v';
const VERSION = '1';
const KEY_ID = 16;

/** What a column of sealed values matches and plain text does not, for PostgreSQL and JavaScript. */
export const SEALED_PATTERN: string = `^troth:v[0-9]+:[A-Za-z0-9_-]{${Math.ceil(((KEY_ID + OVERHEAD) * 4) / 3)},}$`;

const sealedPattern = new RegExp(SEALED_PATTERN, 'u');

export function isSealed(text: string): boolean {
  return sealedPattern.test(text);
}

/** @param keyId a UUID */
export function sealText(
  { id: keyId, key }: { readonly id: string; readonly key: Uint8Array },
  place: Place,
  text: string,
): string {
  const sealed = seal(key, Buffer.from(text, 'utf8'), boundPlace(VERSION, keyId, place));
  return `${MARK}${VERSION}:${Buffer.concat([idBytes(keyId), sealed]).toString('base64url')}`;
}

/**
 * The id of the data key that opens it.
 * @throws CannotOpen when it is no sealed value, or of a version this release does not know
 */
export function keyIdOf(text: string): string {
  const hex = bytesOf(text).subarray(0, KEY_ID).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5');
}

/** @throws CannotOpen */
export function openText(
  { id: keyId, key }: { readonly id: string; readonly key: Uint8Array },
  place: Place,
  text: string,
): string {
  if (keyIdOf(text) !== keyId) throw new CannotOpen('the ciphertext belongs to another key');
  const sealed = bytesOf(text).subarray(KEY_ID);
  return open(key, sealed, boundPlace(VERSION, keyId, place)).toString('utf8');
}

function bytesOf(text: string): Buffer {
  const [, version, body] = /^troth:v([0-9]+):([A-Za-z0-9_-]*)$/u.exec(text) ?? [];
  if (version === undefined || body === undefined)
    throw new CannotOpen('the value is not sealed: plain text stands in an encrypted column');
  if (version !== VERSION)
    throw new CannotOpen(`the value is of version ${version}, this release reads ${VERSION}`);
  const bytes = Buffer.from(body, 'base64url');
  if (bytes.length < KEY_ID + OVERHEAD) throw new CannotOpen('the ciphertext is cut short');
  return bytes;
}

function boundPlace(version: string, keyId: string, place: Place): Buffer {
  const { tenant, table, column, row } = place;
  return boundTo(['troth field', version, keyId, tenant, table, column, row]);
}

function idBytes(keyId: string): Buffer {
  const bytes = Buffer.from(keyId.replaceAll('-', ''), 'hex');
  if (bytes.length !== KEY_ID) throw new RangeError('the id of a data key is a UUID');
  return bytes;
}
