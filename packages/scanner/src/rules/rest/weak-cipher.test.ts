import { testExamples, testRule } from '../../testing/test-rule.ts';
import { weakCipher } from './weak-cipher.ts';

const cipher = (name: string): string =>
  `import { createCipheriv } from 'node:crypto';\ncreateCipheriv(${name}, key, nonce);`;

testExamples(weakCipher);

testRule(weakCipher, {
  invalid: [
    { code: cipher(`'aes-192-gcm'`), at: [2, 16], clause: 'security.rest', says: '192 bits' },
    { code: cipher(`'des-ede3-cbc'`), at: [2, 16], clause: 'security.rest' },
    { code: cipher(`'aes-256-ecb'`), at: [2, 16], clause: 'security.rest', says: 'ECB' },
  ],
  valid: [cipher(`'aes-256-gcm'`)],
  notes: [
    { code: cipher('process.env.CIPHER'), at: [2, 16] },
    { code: cipher(`'chacha20-poly1305'`), at: [2, 16] },
  ],
});
