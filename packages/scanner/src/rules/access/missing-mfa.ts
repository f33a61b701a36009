import { rulesOf } from '@troth/compiler';
import type { AccessFact } from '@troth/facts';

import type { ScanContext } from '../../context.ts';
import { defineRule, finding, note } from '../../rule.ts';
import type { Report, Rule, RuleMeta } from '../../rule.ts';

const meta: RuleMeta = {
  id: 'access/missing-mfa',
  protects: ['restrict'],
  summary: 'People can reach production without a second factor.',
  why: 'A stolen password alone must not open the systems that hold personal data.',
  fix: 'Demand `aws:MultiFactorAuthPresent` in the policy that lets people in.',
  unsafe: `resource "aws_iam_group_policy" "admins" {\n  name = "admins"\n  group = "admins"\n  policy = jsonencode({\n    Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]\n  })\n}`,
  safe: `resource "aws_iam_group_policy" "admins" {\n  name = "admins"\n  group = "admins"\n  policy = jsonencode({\n    Statement = [{\n      Effect = "Allow", Action = "*", Resource = "*",\n      Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }\n    }]\n  })\n}`,
  language: 'terraform',
};

export const missingMfa: Rule = defineRule(meta, 'access', withoutSecondFactor);

function withoutSecondFactor(fact: AccessFact, { policy }: ScanContext): readonly Report[] {
  const promise = rulesOf(policy, 'restrict').find(({ rule }) => rule.mfa);
  if (promise === undefined || fact.mfa === true) return [];
  if (fact.mfa === 'unknown') {
    return [note(fact, `cannot tell whether this \`${fact.resource}\` demands a second factor`)];
  }
  return [
    finding(
      fact,
      promise.clause.id,
      `this \`${fact.resource}\` lets people in without a second factor`,
    ),
  ];
}
