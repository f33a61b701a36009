import { testExamples, testRule } from '../../testing/test-rule.ts';
import { missingMfa } from './missing-mfa.ts';

const role = (condition: string): string =>
  `data "aws_iam_policy_document" "trust" {\n  statement {\n    actions = ["sts:AssumeRole"]\n    principals {\n      type        = "AWS"\n      identifiers = ["arn:aws:iam::123456789012:root"]\n    }\n    ${condition}\n  }\n}\nresource "aws_iam_role" "operators" {\n  assume_role_policy = data.aws_iam_policy_document.trust.json\n}`;

testExamples(missingMfa);

testRule(missingMfa, {
  invalid: [
    { code: role(''), at: [12, 3], clause: 'security.access' },
    {
      code: `resource "aws_iam_user_policy_attachment" "admin" {\n  user       = "ada"\n  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"\n}`,
      at: [3, 3],
      clause: 'security.access',
    },
  ],
  valid: [
    role(
      'condition {\n      test     = "Bool"\n      variable = "aws:MultiFactorAuthPresent"\n      values   = ["true"]\n    }',
    ),
    `resource "aws_iam_role" "service" {\n  assume_role_policy = jsonencode({\n    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ecs-tasks.amazonaws.com" } }]\n  })\n}`,
  ],
  notes: [
    {
      code: `variable "document" {}\nresource "aws_iam_group_policy" "admins" {\n  policy = var.document\n}`,
      at: [3, 3],
    },
  ],
});
