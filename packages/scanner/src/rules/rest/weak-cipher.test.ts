import type { CipherFact } from '@troth/facts';

import { testExamples, testRule } from '../../testing/test-rule.ts';
import { weakCipher } from './weak-cipher.ts';

const cipher = (name: string): string =>
  `import { createCipheriv } from 'node:crypto';\ncreateCipheriv(${name}, key, nonce);`;

const aes = (given: Partial<CipherFact>): CipherFact => ({
  kind: 'cipher',
  algorithm: 'AES',
  bits: 256,
  mode: 'GCM',
  written: 'aes',
  subject: 'aes',
  at: { file: 'src/app.ts', line: 2, column: 3, endLine: 2, endColumn: 9 },
  ...given,
});

testExamples(weakCipher);

testRule(weakCipher, {
  invalid: [
    { code: cipher(`'aes-192-gcm'`), at: [2, 16], clause: 'security.rest', says: '192 bits' },
    { code: cipher(`'des-ede3-cbc'`), at: [2, 16], clause: 'security.rest' },
    { code: cipher(`'aes-256-ecb'`), at: [2, 16], clause: 'security.rest', says: 'ECB' },
    {
      code: 'ECB with a key that nobody knows',
      facts: [aes({ bits: 'unknown', mode: 'ECB' })],
      at: [2, 3],
      clause: 'security.rest',
      says: 'ECB',
    },
  ],
  valid: [
    cipher(`'aes-256-gcm'`),
    { code: 'a longer key than is declared', facts: [aes({ bits: 512 })] },
  ],
  notes: [
    { code: cipher('process.env.CIPHER'), at: [2, 16] },
    { code: 'AES with a key that nobody knows', facts: [aes({ bits: 'unknown' })], at: [2, 3] },
    { code: cipher(`'chacha20-poly1305'`), at: [2, 16] },
  ],
});
