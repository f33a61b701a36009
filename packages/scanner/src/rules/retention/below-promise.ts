import type { RetentionFact } from '@troth/facts';

import type { ScanContext } from '../../context.ts';
import { heldData } from '../../held-data.ts';
import { retainPromises } from '../../promises.ts';
import { defineRule, finding } from '../../rule.ts';
import type { Report, Rule, RuleMeta } from '../../rule.ts';

const meta: RuleMeta = {
  id: 'retention/below-promise',
  protects: ['retain'],
  summary: 'A store removes by itself what the policy promises to keep.',
  why: 'A promise to keep data while the account is active is broken by a lifecycle that knows no account.',
  fix: 'Delete the expiration, or limit it to a prefix that holds none of this data.',
  unsafe: `resource "aws_s3_bucket" "files" {\n  bucket = "example-files"\n\n  lifecycle_rule {\n    enabled = true\n    expiration {\n      days = 30\n    }\n  }\n}`,
  safe: `resource "aws_s3_bucket" "files" {\n  bucket = "example-files"\n}`,
  language: 'terraform',
};

export const belowPromise: Rule = defineRule(meta, 'retention', removedTooEarly);

function removedTooEarly(fact: RetentionFact, { policy, dataMap }: ScanContext): readonly Report[] {
  const { days } = fact;
  if (fact.what !== 'objects' && fact.what !== 'log') return [];
  if (days === 'unknown' || days === 'never') return [];
  const data = heldData(fact, dataMap);
  // What a store holds must be known to say that it must be kept.
  if (data === 'presumed') return [];
  const [promise] = retainPromises(policy, data);
  if (promise === undefined) return [];
  const message = `\`${fact.resource}\` removes data after ${days} days; the policy promises to keep it while the account is active`;
  return [finding(fact, promise.clause, message)];
}
