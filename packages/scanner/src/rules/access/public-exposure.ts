import { rulesOf } from '@troth/compiler';
import type { ExposureFact } from '@troth/facts';

import type { ScanContext } from '../../context.ts';
import { defineRule, finding, note } from '../../rule.ts';
import type { Report, Rule, RuleMeta } from '../../rule.ts';

const meta: RuleMeta = {
  id: 'access/public-exposure',
  protects: ['restrict'],
  summary: 'The whole internet can reach a system that only authorised people may.',
  why: 'Access that is restricted on paper and open on the network is open.',
  fix: 'Close the port or the bucket to the internet; go through the load balancer or a private network.',
  unsafe: `resource "aws_db_instance" "orders" {\n  engine = "postgres"\n  publicly_accessible = true\n  storage_encrypted = true\n}`,
  safe: `resource "aws_db_instance" "orders" {\n  engine = "postgres"\n  publicly_accessible = false\n  storage_encrypted = true\n}`,
  language: 'terraform',
};

export const publicExposure: Rule = defineRule(meta, 'exposure', openToEveryone);

function openToEveryone(fact: ExposureFact, { policy }: ScanContext): readonly Report[] {
  const [promise] = rulesOf(policy, 'restrict');
  if (promise === undefined || fact.public === false) return [];
  if (fact.public === 'unknown') {
    return [
      note(
        fact,
        `cannot tell whether the internet reaches this \`${fact.resource}\`: \`${fact.written}\``,
      ),
    ];
  }
  return [
    finding(
      fact,
      promise.clause.id,
      `the internet reaches this \`${fact.resource}\`: \`${fact.written}\``,
    ),
  ];
}
