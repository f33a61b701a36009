import type { CipherFact } from '../facts.ts';
import { readCipherName } from '../typescript/cipher-name.ts';
import type { Cipher } from '../typescript/cipher-name.ts';

/** A suite and the cipher in it. */
export interface Suite {
  readonly name: string;
  readonly cipher: Cipher;
}

/**
 * The suite of a list with the weakest cipher; names of the IANA registry (`TLS_RSA_WITH_RC4_128_SHA`)
 * or of OpenSSL (`ECDHE-RSA-AES128-SHA`), struck out ones (`!RC4`) left out.
 */
export function weakestSuite(list: string): Suite | undefined {
  const suites = list
    .split(/[\s,:;]+/)
    .filter((name) => /^[A-Z0-9]/i.test(name))
    .map((name) => ({ name, cipher: readCipherName(cipherOf(name)) }))
    .filter(({ cipher }) => cipher.algorithm !== 'unknown');
  return suites.toSorted((a, b) => strength(a.cipher) - strength(b.cipher))[0];
}

/** Whether nobody should use the cipher any more, whatever a policy says. @see RFC 7465, RFC 8996 */
export function isBroken({ algorithm }: Cipher): boolean {
  return /^(RC2|RC4|DES|3DES|IDEA|SEED|CAST|BLOWFISH)$/.test(algorithm);
}

export function suiteFact(
  { name, cipher }: Suite,
  place: Pick<CipherFact, 'at' | 'subject'>,
): CipherFact {
  return { kind: 'cipher', ...place, ...cipher, written: name };
}

function cipherOf(name: string): string {
  const upper = name.toUpperCase();
  const iana = /^TLS_(?:.*_WITH_)?(.*)$/.exec(upper)?.[1]?.replaceAll('_', '-');
  return iana ?? /(AES|RC4|RC2|3?DES|CAMELLIA|CHACHA20|SEED|IDEA|ARIA).*$/.exec(upper)?.[0] ?? '';
}

function strength(cipher: Cipher): number {
  if (isBroken(cipher)) return 0;
  return typeof cipher.bits === 'number' ? cipher.bits : 128;
}
