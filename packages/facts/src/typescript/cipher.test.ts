import { expect, test } from 'vitest';

import { extractFacts } from '../extract-facts.ts';

function ciphersOf(text: string): readonly string[] {
  const { facts } = extractFacts({ path: 'src/crypto.ts', text }, { parsers: {} });
  return facts.flatMap((fact) =>
    fact.kind === 'cipher' ? [`${fact.algorithm} ${fact.bits} ${fact.mode}`] : [],
  );
}

test.each([
  [`crypto.createCipheriv('aes-256-gcm', key, iv)`, 'AES 256 GCM'],
  [`const name = 'aes-128-cbc'; createDecipheriv(name, key, iv)`, 'AES 128 CBC'],
  [
    `class Vault { #name = 'aes-192-ctr'; open() { return createCipheriv(this.#name, k, iv); } }`,
    'AES 192 CTR',
  ],
  [`createCipheriv(\`aes-\${128}-ecb\`, key, null)`, 'AES 128 ECB'],
  [`crypto.createCipher('des', password)`, 'DES 56 unknown'],
  [`createCipheriv('des-ede3-cbc', key, iv)`, '3DES 112 CBC'],
  [`createCipheriv('chacha20-poly1305', key, iv)`, 'CHACHA20 256 POLY1305'],
  [`createCipheriv(config.cipher, key, iv)`, 'unknown unknown unknown'],
  [`crypto.subtle.generateKey({ name: 'AES-GCM', length: 128 }, true, ['encrypt'])`, 'AES 128 GCM'],
  [`import CryptoJS from 'crypto-js'; CryptoJS.TripleDES.encrypt(text, 'pass')`, '3DES 112 CBC'],
  [`import rc4 from 'crypto-js/rc4'; rc4.encrypt(text, key)`, 'RC4 unknown CBC'],
  [`import { AES } from 'crypto-js'; AES.encrypt(text, 'pass')`, 'AES 256 CBC'],
  [
    `const forge = require('node-forge'); forge.rc2.createEncryptionCipher(key, 128)`,
    'RC2 unknown unknown',
  ],
  [`generateKeySync('aes', { length: 192 })`, 'AES 192 unknown'],
  [`new EncryptJWT(p).setProtectedHeader({ alg: 'dir', enc: 'A128GCM' })`, 'AES 128 GCM'],
])('%s is %s', (text, wanted) => {
  expect(ciphersOf(text)).toEqual([wanted]);
});

test('both ciphers of a choice are named', () => {
  expect(ciphersOf(`createCipheriv(old ? 'aes-128-cbc' : 'aes-256-gcm', key, iv)`)).toEqual([
    'AES 128 CBC',
    'AES 256 GCM',
  ]);
});

test.each([
  `createHash('sha256').update(text)`,
  `editor.encrypt(text)`,
  `crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign'])`,
  `const options = { enc: 'utf8' };`,
])('what is no cipher is silent: %s', (text) => {
  expect(ciphersOf(text)).toEqual([]);
});
