import type { CleartextFact } from '@troth/facts';

import type { ScanContext } from '../../context.ts';
import { transitPromise } from '../../promises.ts';
import { defineRule, finding, note } from '../../rule.ts';
import type { Report, Rule, RuleMeta } from '../../rule.ts';

const meta: RuleMeta = {
  id: 'transit/cleartext',
  protects: ['encrypt'],
  summary: 'A connection may be without encryption.',
  why: 'What travels in clear text can be read and changed by everyone on the way.',
  fix: 'Use the encrypted form of the protocol, and refuse the other.',
  unsafe: `await fetch('http://api.example.com/orders');`,
  safe: `await fetch('https://api.example.com/orders');`,
  language: 'ts',
};

export const cleartext: Rule = defineRule(meta, 'cleartext', inClear);

function inClear(fact: CleartextFact, { policy }: ScanContext): readonly Report[] {
  const promise = transitPromise(policy);
  if (promise === undefined) return [];
  if (fact.carries === 'software') return [note(fact, fetched(fact))];
  if (fact.network !== undefined) return [note(fact, untold(fact))];
  const message = `\`${fact.written}\` lets data travel in clear text; the policy declares TLS ${promise.minimum}`;
  return [finding(fact, promise.clause, message)];
}

function fetched({ written }: CleartextFact): string {
  return `\`${written}\` is in clear text, where a build fetches something and sends nothing`;
}

/** Configuration names hosts that only its own network knows; the policy may mean those too, or not. */
function untold({ network, written }: CleartextFact): string {
  return network === 'internal'
    ? `\`${written}\` is in clear text, and stays on an internal network as far as its name says`
    : `cannot tell where \`${written}\` leads, and it is in clear text`;
}
