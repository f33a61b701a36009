import { createPublicKey, type KeyObject } from 'node:crypto';
import { keyIdOf } from '@troth/audit';
import { shapeOf } from '@troth/language';
import { parseJson } from './version-record.ts';

/** The file of public keys beside the versions. */
export const KEYS_FILE = 'keys.json';

/** Public keys by their RFC 7638 thumbprints. */
export type VersionKeys = ReadonlyMap<string, KeyObject>;

interface Jwk {
  readonly kid: string;
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
}

const keySet = shapeOf<{ readonly keys: readonly Jwk[] }>({
  type: 'object',
  required: ['keys'],
  additionalProperties: false,
  properties: {
    keys: {
      type: 'array',
      items: {
        type: 'object',
        required: ['kid', 'kty', 'crv', 'x'],
        additionalProperties: false,
        properties: {
          kid: { type: 'string' },
          kty: { const: 'OKP' },
          crv: { const: 'Ed25519' },
          x: { type: 'string', pattern: '^[A-Za-z0-9_-]{43}$' },
        },
      },
    },
  },
});

/** The keys of a JSON Web Key Set, or why it is none. */
export function readKeys(text: string): VersionKeys | string {
  const set = parseJson(text);
  if (!keySet(set)) return 'it is not a set of Ed25519 public keys (RFC 7517, RFC 8037)';
  const keys = new Map<string, KeyObject>();
  for (const { kid, kty, crv, x } of set.keys) {
    const key = createPublicKey({ key: { kty, crv, x }, format: 'jwk' });
    if (keyIdOf(key) !== kid) return `\`${kid}\` is not the thumbprint of its key`;
    keys.set(kid, key);
  }
  return keys;
}

/** The file of keys, one more than before where it is a new one; the old ones stay good for what they signed. */
export function writeKeys(known: VersionKeys, publicKey: KeyObject): string {
  const all = new Map([...known, [keyIdOf(publicKey), publicKey]]);
  const keys = [...all].map(([kid, key]) => {
    const { x } = key.export({ format: 'jwk' });
    return { kid, kty: 'OKP', crv: 'Ed25519', x };
  });
  return `${JSON.stringify({ keys }, null, 2)}\n`;
}
