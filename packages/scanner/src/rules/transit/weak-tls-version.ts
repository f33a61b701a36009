import type { TlsFact } from '@troth/facts';

import type { ScanContext } from '../../context.ts';
import { isOlder, transitPromise } from '../../promises.ts';
import { defineRule, finding, note } from '../../rule.ts';
import type { Report, Rule, RuleMeta } from '../../rule.ts';

const meta: RuleMeta = {
  id: 'transit/weak-tls-version',
  protects: ['encrypt'],
  summary: 'A connection may fall below the TLS version that the policy declares.',
  why: 'One old listener or client breaks the promise for all of its traffic.',
  fix: 'Set the oldest allowed version to the declared one, or delete the override.',
  unsafe: `import tls from 'node:tls';\ntls.connect({ host: 'db.example.com', port: 443, minVersion: 'TLSv1.1' });`,
  safe: `import tls from 'node:tls';\ntls.connect({ host: 'db.example.com', port: 443, minVersion: 'TLSv1.3' });`,
  language: 'ts',
};

export const weakTlsVersion: Rule = defineRule(meta, 'tls', olderThanDeclared);

function olderThanDeclared(fact: TlsFact, { policy }: ScanContext): readonly Report[] {
  const promise = transitPromise(policy);
  if (promise === undefined) return [];
  const declared = `TLS ${promise.minimum}`;
  if (fact.minimum === 'unknown') {
    return [
      note(
        fact,
        `cannot tell which TLS version \`${fact.written}\` allows; the policy declares ${declared}`,
      ),
    ];
  }
  if (!isOlder(fact.minimum, promise.minimum)) return [];
  const allowed = fact.minimum === 'ssl' ? 'SSL' : `TLS ${fact.minimum}`;
  return [
    finding(
      fact,
      promise.clause,
      `\`${fact.written}\` allows ${allowed}; the policy declares ${declared} or newer`,
    ),
  ];
}
