import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface PublicJwk {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly kid: string;
  readonly use: 'sig';
  readonly alg: 'EdDSA';
}

/** The Ed25519 key that signs all that leaves, and the keys of others that count beside it. */
export class SigningKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly jwk: PublicJwk;
  /** While keys rotate, the next one or the one of before too. */
  readonly trusted: readonly KeyObject[];

  constructor(privateKey: KeyObject, others: readonly KeyObject[] = []) {
    if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('not an Ed25519 private key');
    this.privateKey = privateKey;
    this.publicKey = createPublicKey(privateKey);
    this.jwk = publicJwk(this.publicKey);
    this.trusted = [this.publicKey, ...others.filter((key) => !key.equals(this.publicKey))];
  }

  /** With what is signed here can be checked: the key in use first. */
  get jwks(): readonly PublicJwk[] {
    return this.trusted.map(publicJwk);
  }

  /** Ed25519 (RFC 8032) over the bytes, base64url. */
  sign(bytes: Uint8Array): string {
    return sign(null, bytes, this.privateKey).toString('base64url');
  }
}

/**
 * Reads the key, or makes one that only this user can read. Public keys that count beside it stand in
 * a file of the same name with `.trusted` after it, one PEM block after the other.
 */
export function openSigningKey(path: string): SigningKey {
  if (!existsSync(path)) {
    const { privateKey } = generateKeyPairSync('ed25519');
    writeSecret(path, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  }
  return new SigningKey(createPrivateKey(readFileSync(path)), trustedKeys(`${path}.trusted`));
}

function trustedKeys(path: string): readonly KeyObject[] {
  if (!existsSync(path)) return [];
  const blocks = readFileSync(path, 'utf8').match(
    /-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g,
  );
  const keys = (blocks ?? []).map((block) => createPublicKey(block));
  if (keys.length === 0 || keys.some((key) => key.asymmetricKeyType !== 'ed25519'))
    throw new Error(`${path} does not hold Ed25519 public keys in PEM, and nothing else`);
  return keys;
}

/** Reads the 32 bytes that make pseudonyms, or makes them. */
export function openPseudonymKey(path: string): Buffer {
  if (!existsSync(path)) writeSecret(path, `${randomBytes(32).toString('base64url')}\n`);
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64url');
  if (key.length !== 32) throw new Error(`${path} does not hold 32 bytes in base64url`);
  return key;
}

/** JWK with the thumbprint of RFC 7638 as key id. */
function publicJwk(publicKey: KeyObject): PublicJwk {
  const { x } = publicKey.export({ format: 'jwk' });
  if (x === undefined) throw new Error('an Ed25519 key without x');
  const kid = createHash('sha256')
    .update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }))
    .digest('base64url');
  return { kty: 'OKP', crv: 'Ed25519', x, kid, use: 'sig', alg: 'EdDSA' };
}

function writeSecret(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  // `wx`: of two processes that start together, one makes the key and the other fails.
  writeFileSync(path, content, { mode: 0o600, flag: 'wx' });
}
