import type { CipherFact } from '../facts.ts';

export type Cipher = Pick<CipherFact, 'algorithm' | 'bits' | 'mode'>;

/**
 * A cipher by its name in OpenSSL (`aes-256-gcm`, `des-ede3-cbc`), WebCrypto (`AES-GCM`), JOSE
 * (`A128GCM`) or CryptoJS (`TripleDES`). Parts the name leaves open are unknown.
 */
export function readCipherName(name: string): Cipher {
  const text = name.toUpperCase().replace(/^ID-/, '');
  const family = families.find(({ matches }) => matches.test(text));
  const size = /(?:^|\D)(128|192|256|512)(?!\d)/.exec(text.replace(/HS\d+$/, ''))?.[1];
  const written = size === undefined ? undefined : Number(size);
  const mode = /GCM|CCM|OCB|CBC|ECB|CTR|CFB|OFB|XTS|SIV|KW|WRAP|POLY1305/.exec(text)?.[0];
  if (family === undefined)
    return { algorithm: 'unknown', bits: written ?? 'unknown', mode: mode ?? 'unknown' };
  const bits = family.bits ?? written ?? 'unknown';
  return { algorithm: family.algorithm, bits, mode: mode ?? family.mode ?? 'unknown' };
}

interface Family {
  readonly matches: RegExp;
  readonly algorithm: string;
  /** Effective key size, where the name leaves no choice. */
  readonly bits?: number;
  readonly mode?: string;
}

// OpenSSL's names: `openssl list -cipher-algorithms`. Key sizes of the two- and three-key forms of
// triple DES are the effective ones of NIST SP 800-57 part 1.
const families: readonly Family[] = [
  { matches: /^(AES|A(128|192|256))/, algorithm: 'AES' },
  { matches: /EDE3|^(3DES|DES3|TRIPLE-?DES)/, algorithm: '3DES', bits: 112 },
  { matches: /^DES-?EDE/, algorithm: '3DES', bits: 80 },
  { matches: /^DES/, algorithm: 'DES', bits: 56 },
  { matches: /^(RC4|ARC4|ARCFOUR)/, algorithm: 'RC4' },
  { matches: /^RC2/, algorithm: 'RC2' },
  { matches: /^RC5/, algorithm: 'RC5' },
  { matches: /^(BF|BLOWFISH)/, algorithm: 'BLOWFISH' },
  { matches: /^CAST/, algorithm: 'CAST' },
  { matches: /^IDEA/, algorithm: 'IDEA', bits: 128 },
  { matches: /^SEED/, algorithm: 'SEED', bits: 128 },
  { matches: /^SM4/, algorithm: 'SM4', bits: 128 },
  { matches: /^CAMELLIA/, algorithm: 'CAMELLIA' },
  { matches: /^ARIA/, algorithm: 'ARIA' },
  { matches: /^CHACHA20/, algorithm: 'CHACHA20', bits: 256, mode: 'POLY1305' },
  { matches: /^X(CHACHA|SALSA)20/, algorithm: 'CHACHA20', bits: 256, mode: 'POLY1305' },
  { matches: /^RABBIT/, algorithm: 'RABBIT', bits: 128 },
];
