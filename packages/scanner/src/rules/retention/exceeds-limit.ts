import { formatDuration } from '@troth/compiler';
import type { RetentionFact } from '@troth/facts';

import type { ScanContext } from '../../context.ts';
import { heldData } from '../../held-data.ts';
import { erasePromises } from '../../promises.ts';
import { defineRule, finding } from '../../rule.ts';
import type { Report, Rule, RuleMeta } from '../../rule.ts';

const meta: RuleMeta = {
  id: 'retention/exceeds-limit',
  protects: ['erase'],
  summary: 'A store keeps data for longer than the policy promises.',
  why: 'A copy in a log, an old version or a backup is still a copy on the promised day.',
  fix: 'Shorten the window to the promised one or below.',
  unsafe: `resource "aws_cloudwatch_log_group" "app" {\n  name = "/example/app"\n  retention_in_days = 3653\n}`,
  safe: `resource "aws_cloudwatch_log_group" "app" {\n  name = "/example/app"\n  retention_in_days = 1\n}`,
  language: 'terraform',
};

export const exceedsLimit: Rule = defineRule(meta, 'retention', keptTooLong);

function keptTooLong(fact: RetentionFact, { policy, dataMap }: ScanContext): readonly Report[] {
  const { days } = fact;
  if (days === 'unknown' || days === 'never') return [];
  const data = heldData(fact, dataMap);
  // Objects that the data map knows are erased by name; their lifecycle is no promise.
  if (fact.what === 'objects' && data !== 'presumed') return [];
  const promise = erasePromises(policy, data).find((one) => days > one.days);
  if (promise === undefined) return [];
  const kept = `\`${fact.resource}\` keeps ${fact.what === 'log' ? 'log entries' : fact.what} for ${days} days`;
  const promised = `the policy promises to erase within ${formatDuration(promise.rule.within)}`;
  return [finding(fact, promise.clause, `${kept}; ${promised}`)];
}
