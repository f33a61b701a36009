import canonicalize from 'canonicalize';

/**
 * The bytes of an entry: JSON with one spelling for one value, in UTF-8. Store these bytes, not the
 * value: a database's JSON type does not keep them.
 * @throws TypeError on a value without a JSON form, NaN and infinities included
 * @see RFC 8785, JSON Canonicalization Scheme
 */
export function canonicalBytes(value: unknown): Uint8Array {
  const text = spelled(value);
  if (text === undefined) throw new TypeError('the value has no JSON form');
  return new Uint8Array(Buffer.from(text, 'utf8'));
}

function spelled(value: unknown): string | undefined {
  try {
    return canonicalize(value);
  } catch (cause) {
    throw new TypeError('the value has no JSON form', { cause });
  }
}
