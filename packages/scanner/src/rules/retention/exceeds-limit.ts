import { formatDuration } from '@troth/compiler';
import type { RetentionFact } from '@troth/facts';

import type { ScanContext } from '../../context.ts';
import { heldData } from '../../held-data.ts';
import { erasePromises } from '../../promises.ts';
import { defineRule, finding, joinRules } from '../../rule.ts';
import type { Report, Rule, RuleMeta } from '../../rule.ts';
import { purgedTooLate } from './purge-windows.ts';

const meta: RuleMeta = {
  id: 'retention/exceeds-limit',
  protects: ['erase'],
  summary: 'A store keeps data for longer than the policy promises.',
  why: 'A copy in a log, an old version or a backup is still a copy on the promised day, and so is a row that a job removes later: its age, the wait for the next run and the backups add up.',
  fix: 'Shorten the window to the promised one or below.',
  unsafe: `resource "aws_cloudwatch_log_group" "app" {\n  name = "/example/app"\n  retention_in_days = 3653\n}`,
  safe: `resource "aws_cloudwatch_log_group" "app" {\n  name = "/example/app"\n  retention_in_days = 1\n}`,
  language: 'terraform',
};

export const exceedsLimit: Rule = joinRules(
  meta,
  defineRule(meta, 'retention', keptTooLong),
  defineRule(meta, 'removal', purgedTooLate),
);

const what = {
  log: 'log entries',
  objects: 'objects',
  versions: 'versions',
  backups: 'backups',
  messages: 'messages',
} as const;

function keptTooLong(fact: RetentionFact, { policy, dataMap }: ScanContext): readonly Report[] {
  const { days } = fact;
  if (days === 'unknown' || days === 'never') return [];
  const data = heldData(fact, dataMap);
  // Objects that the data map knows are erased by name; their lifecycle is no promise.
  if (fact.what === 'objects' && data !== 'presumed') return [];
  // What the data map knows is erased by name, so its versions start to age on the promised day's clock;
  // what nobody erases waits for its own expiry first.
  const before = data === 'presumed' ? (fact.after ?? 0) : 0;
  const promise = erasePromises(policy, data).find((one) => before + days > one.days);
  if (promise === undefined) return [];
  const kept = `\`${fact.resource}\` keeps ${what[fact.what]} for ${sumOf(before, days)}`;
  const promised = `the policy promises to erase within ${formatDuration(promise.rule.within)}`;
  const mend = { kind: 'days', days: promise.days - before } as const;
  return [finding(fact, promise.clause, `${kept}; ${promised}`, mend)];
}

/** The windows of one store, and what they come to. */
function sumOf(before: number, days: number): string {
  if (before === 0) return `${shown(days)} days`;
  return `${shown(before)} + ${shown(days)} = ${shown(before + days)} days`;
}

function shown(days: number): string {
  return String(Math.round(days * 100) / 100);
}
