import { createHash, verify, type KeyObject } from 'node:crypto';

/** The name of an Ed25519 public key: its JWK thumbprint, SHA-256, base64url (RFC 7638, RFC 8037). */
export function keyId(publicKey: KeyObject): string {
  const { x } = publicKey.export({ format: 'jwk' });
  return createHash('sha256')
    .update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }))
    .digest('base64url');
}

/**
 * Which of the trusted keys has signed a text, if any.
 * @param signature Ed25519 over its UTF-8 bytes, base64 or base64url
 */
export function signer(
  text: string,
  signature: string,
  trusted: KeyObject | readonly KeyObject[],
): KeyObject | undefined {
  const keys = 'length' in trusted ? trusted : [trusted];
  const bytes = Buffer.from(text, 'utf8');
  return keys.find((key) => verify(null, bytes, key, Buffer.from(signature, 'base64')));
}
