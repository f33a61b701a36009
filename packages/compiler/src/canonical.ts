import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/**
 * JSON with one spelling for one value.
 * @throws TypeError on a value JSON has no words for
 * @see RFC 8785, JSON Canonicalization Scheme
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('the value has no JSON form');
  return text;
}

/** SHA-256 of the text's UTF-8 bytes, 64 hex digits. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
