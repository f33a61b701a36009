import type { CertificateCheckFact } from '@troth/facts';

import type { ScanContext } from '../../context.ts';
import { transitPromise } from '../../promises.ts';
import { defineRule, finding, note } from '../../rule.ts';
import type { Report, Rule, RuleMeta } from '../../rule.ts';

const meta: RuleMeta = {
  id: 'transit/cert-validation-disabled',
  protects: ['encrypt'],
  summary: 'A client does not check whom it talks to.',
  why: 'Encryption to somebody unknown protects from nobody: who stands between can read everything.',
  fix: 'Delete the override; trust a private authority by its certificate (`ca`) instead.',
  unsafe: `import https from 'node:https';\nnew https.Agent({ rejectUnauthorized: false });`,
  safe: `import https from 'node:https';\nnew https.Agent({ rejectUnauthorized: true });`,
  language: 'ts',
};

export const certValidationDisabled: Rule = defineRule(meta, 'certificate-check', unchecked);

function unchecked(fact: CertificateCheckFact, { policy }: ScanContext): readonly Report[] {
  const promise = transitPromise(policy);
  if (promise === undefined || fact.enabled === true) return [];
  if (fact.enabled === 'unknown') {
    return [note(fact, `cannot tell whether \`${fact.written}\` checks the peer's certificate`)];
  }
  return [finding(fact, promise.clause, `\`${fact.written}\` accepts any certificate`)];
}
