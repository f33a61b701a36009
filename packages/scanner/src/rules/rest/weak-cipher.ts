import type { CipherFact } from '@troth/facts';

import type { ScanContext } from '../../context.ts';
import { restPromise } from '../../promises.ts';
import type { RestPromise } from '../../promises.ts';
import { defineRule, finding, note } from '../../rule.ts';
import type { Report, Rule, RuleMeta } from '../../rule.ts';

const meta: RuleMeta = {
  id: 'rest/weak-cipher',
  protects: ['encrypt'],
  summary: 'Data is encrypted with less than the cipher that the policy declares.',
  why: 'A shorter key or a broken mode lets data at rest be read, or changed unnoticed.',
  fix: 'Use `aes-256-gcm` with a fresh nonce for each message.',
  unsafe: `import { createCipheriv } from 'node:crypto';\ncreateCipheriv('aes-128-gcm', key, nonce);`,
  safe: `import { createCipheriv } from 'node:crypto';\ncreateCipheriv('aes-256-gcm', key, nonce);`,
  language: 'ts',
};

export const weakCipher: Rule = defineRule(meta, 'cipher', weakerThanDeclared);

function weakerThanDeclared(fact: CipherFact, { policy }: ScanContext): readonly Report[] {
  const promise = restPromise(policy);
  if (promise === undefined) return [];
  const declared = `AES-${promise.bits}`;
  if (fact.algorithm === 'unknown') {
    return [
      note(
        fact,
        `cannot tell which cipher \`${fact.written}\` is; the policy declares ${declared}`,
      ),
    ];
  }
  if (fact.algorithm.startsWith('CHACHA20')) {
    return [
      note(fact, `\`${fact.written}\` is as strong as AES-256 and is not the declared ${declared}`),
    ];
  }
  if (fact.algorithm !== 'AES') {
    return [
      finding(
        fact,
        promise.clause,
        `\`${fact.written}\` is ${fact.algorithm}; the policy declares ${declared}`,
      ),
    ];
  }
  return weakAes(fact, promise);
}

/** NIST SP 800-38A: equal blocks encrypt equally under ECB, so it hides nothing of the data's shape. */
function weakAes(fact: CipherFact, { clause, bits }: RestPromise): readonly Report[] {
  if (fact.mode === 'ECB') {
    return [
      finding(fact, clause, `\`${fact.written}\` uses ECB, which shows equal blocks as equal`),
    ];
  }
  if (fact.bits === 'unknown') {
    return [
      note(
        fact,
        `cannot tell how long the key of \`${fact.written}\` is; the policy declares AES-${bits}`,
      ),
    ];
  }
  return fact.bits < bits
    ? [
        finding(
          fact,
          clause,
          `\`${fact.written}\` has a key of ${fact.bits} bits; the policy declares AES-${bits}`,
        ),
      ]
    : [];
}
