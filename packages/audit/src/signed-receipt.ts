import type { KeyObject } from 'node:crypto';
import { createPublicKey, hash, sign, verify } from 'node:crypto';
import { canonicalBytes } from './canonical-bytes.ts';

/** A receipt that can be checked offline: its exact text, who signed, and the signature. */
export interface SignedReceipt {
  readonly format: 'troth/signed-receipt/1';
  /** The receipt in its RFC 8785 form. What was signed is this text, not what a reader makes of it. */
  readonly payload: string;
  /** RFC 7638 thumbprint of the public key. */
  readonly keyId: string;
  /** Ed25519 (RFC 8032), base64. */
  readonly signature: string;
}

export type ReceiptCheck =
  | { readonly kind: 'valid'; readonly receipt: unknown }
  | { readonly kind: 'invalid'; readonly reason: string };

/**
 * @param privateKey an Ed25519 private key
 * @throws TypeError when the receipt has no JSON form
 */
export function signReceipt(receipt: object, privateKey: KeyObject): SignedReceipt {
  const payload = Buffer.from(canonicalBytes(receipt)).toString('utf8');
  return {
    format: 'troth/signed-receipt/1',
    payload,
    keyId: keyIdOf(createPublicKey(privateKey)),
    signature: sign(null, signedBytes(payload), privateKey).toString('base64'),
  };
}

/** Whether one of the keys signed the receipt; keys of the past stay good for what they signed. */
export function verifyReceipt(
  signed: SignedReceipt,
  publicKeys: readonly KeyObject[],
): ReceiptCheck {
  if (signed.format !== 'troth/signed-receipt/1')
    return { kind: 'invalid', reason: 'not a signed receipt' };
  const key = publicKeys.find((candidate) => keyIdOf(candidate) === signed.keyId);
  if (key === undefined) return { kind: 'invalid', reason: 'signed with a key that is not known' };
  const signature = Buffer.from(signed.signature, 'base64');
  if (!verify(null, signedBytes(signed.payload), key, signature)) {
    return { kind: 'invalid', reason: 'the signature does not fit' };
  }
  return readPayload(signed.payload);
}

/** RFC 7638 thumbprint of an Ed25519 public key, SHA-256, base64url. */
export function keyIdOf(publicKey: KeyObject): string {
  const { crv, kty, x } = publicKey.export({ format: 'jwk' });
  return hash('sha256', canonicalBytes({ crv, kty, x }), 'base64url');
}

/** The prefix keeps a signature made for something else from passing for a receipt's. */
function signedBytes(payload: string): Buffer {
  return Buffer.from(`troth/signed-receipt/1\n${payload}`, 'utf8');
}

function readPayload(payload: string): ReceiptCheck {
  try {
    const receipt: unknown = JSON.parse(payload);
    return { kind: 'valid', receipt };
  } catch {
    return { kind: 'invalid', reason: 'the payload is not JSON' };
  }
}
