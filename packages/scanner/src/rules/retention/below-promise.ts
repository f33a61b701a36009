import type { RemovalFact, RetentionFact } from '@troth/facts';

import type { ScanContext } from '../../context.ts';
import { heldData } from '../../held-data.ts';
import { retainPromises } from '../../promises.ts';
import { modelNamed, saysWhenMade } from '../../removals.ts';
import { defineRule, finding, joinRules } from '../../rule.ts';
import type { Report, Rule, RuleMeta } from '../../rule.ts';

const meta: RuleMeta = {
  id: 'retention/below-promise',
  protects: ['retain'],
  summary: 'A store removes by itself what the policy promises to keep.',
  why: 'A promise to keep data while the account is active is broken by a lifecycle, or a job, that knows no account.',
  fix: 'Delete the expiration, or limit it to a prefix that holds none of this data; let a job remove what was deleted before.',
  unsafe: `resource "aws_s3_bucket" "files" {\n  bucket = "example-files"\n\n  lifecycle_rule {\n    enabled = true\n    expiration {\n      days = 30\n    }\n  }\n}`,
  safe: `resource "aws_s3_bucket" "files" {\n  bucket = "example-files"\n}`,
  language: 'terraform',
};

export const belowPromise: Rule = joinRules(
  meta,
  defineRule(meta, 'retention', removedTooEarly),
  defineRule(meta, 'removal', purgedTooEarly),
);

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

/** A job that removes rows because they are old, though nobody deleted them and no account was closed. */
function purgedTooEarly(fact: RemovalFact, context: ScanContext): readonly Report[] {
  const { how, older, ofDeleted } = fact;
  if (how !== 'erase' || older === undefined || ofDeleted || !saysWhenMade(older.column)) return [];
  const model = modelNamed(fact.model, context);
  const data = model?.fields.flatMap((field) => field.data) ?? [];
  const [promise] = retainPromises(context.policy, data);
  if (model === undefined || promise === undefined) return [];
  const age =
    older.days === 'unknown' ? 'by their age' : `${older.days} days after \`${older.column}\``;
  const message = `rows of \`${model.model}\` are removed ${age}; the policy promises to keep them while the account is active`;
  return [
    finding({ at: older.at, subject: `${fact.subject} ${older.column}` }, promise.clause, message),
  ];
}
