import type { StorageFact } from '@troth/facts';

import type { ScanContext } from '../../context.ts';
import { restPromise } from '../../promises.ts';
import { defineRule, finding, note } from '../../rule.ts';
import type { Report, Rule, RuleMeta } from '../../rule.ts';

const meta: RuleMeta = {
  id: 'rest/unencrypted-storage',
  protects: ['encrypt'],
  summary: 'A store keeps its data without encryption.',
  why: 'A disk, a snapshot or a backup that leaves the building can be read by whoever holds it.',
  fix: 'Switch the store’s encryption on; most need to be made anew for it.',
  unsafe: `resource "aws_ebs_volume" "data" {\n  availability_zone = "eu-central-1a"\n  size = 40\n}`,
  safe: `resource "aws_ebs_volume" "data" {\n  availability_zone = "eu-central-1a"\n  size = 40\n  encrypted = true\n}`,
  language: 'terraform',
};

export const unencryptedStorage: Rule = defineRule(meta, 'storage', unencrypted);

function unencrypted(fact: StorageFact, { policy }: ScanContext): readonly Report[] {
  const promise = restPromise(policy);
  if (promise === undefined || fact.encrypted === true) return [];
  const declared = `the policy declares AES-${promise.bits}`;
  if (fact.encrypted === 'unknown') {
    return [
      note(
        fact,
        `cannot tell whether this \`${fact.resource}\` encrypts what it holds; ${declared}`,
      ),
    ];
  }
  return [
    finding(
      fact,
      promise.clause,
      `this \`${fact.resource}\` does not encrypt what it holds; ${declared}`,
    ),
  ];
}
