import { formatDuration } from '@troth/compiler';
import type { RetentionFact } from '@troth/facts';

import type { ScanContext } from '../../context.ts';
import { heldData } from '../../held-data.ts';
import { erasePromises } from '../../promises.ts';
import { defineRule, finding, joinRules, note } from '../../rule.ts';
import type { Report, Rule, RuleMeta } from '../../rule.ts';
import { markedForEver } from './soft-deletes.ts';

const meta: RuleMeta = {
  id: 'retention/missing-limit',
  protects: ['erase'],
  summary: 'A store keeps for ever what the policy promises to erase.',
  why: 'Logs, old versions, forgotten buckets and rows that are only marked as deleted outlive every deletion unless something removes them.',
  fix: 'Give the store a limit that is within the promised window, or declare it in the data map; remove rows that are marked as deleted by a job within the window.',
  unsafe: `resource "aws_cloudwatch_log_group" "app" {\n  name = "/example/app"\n}`,
  safe: `resource "aws_cloudwatch_log_group" "app" {\n  name = "/example/app"\n  retention_in_days = 1\n}`,
  language: 'terraform',
};

export const missingLimit: Rule = joinRules(
  meta,
  defineRule(meta, 'retention', keptForEver),
  defineRule(meta, 'model', markedForEver),
);

const what = {
  log: 'log entries',
  objects: 'objects',
  versions: 'old versions of objects',
  backups: 'backups',
  messages: 'messages',
} as const;

function keptForEver(fact: RetentionFact, { policy, dataMap }: ScanContext): readonly Report[] {
  const data = heldData(fact, dataMap);
  // Objects that the data map knows are erased by name; they need no lifecycle.
  if (fact.what === 'objects' && data !== 'presumed') return [];
  const [promise] = erasePromises(policy, data);
  if (promise === undefined) return [];
  if (fact.days === 'unknown') {
    return [note(fact, `cannot tell how long \`${fact.resource}\` keeps ${what[fact.what]}`)];
  }
  if (fact.days !== 'never') return [];
  const promised = `the policy promises to erase within ${formatDuration(promise.rule.within)}`;
  return [
    finding(
      fact,
      promise.clause,
      `\`${fact.resource}\` keeps ${what[fact.what]} for ever; ${promised}`,
      { kind: 'days', days: promise.days },
    ),
  ];
}
