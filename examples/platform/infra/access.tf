# People reach production through this role only, and only with a second factor.
data "aws_caller_identity" "here" {}

data "aws_iam_policy_document" "administrators_trust" {
  statement {
    effect  = "Allow"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${data.aws_caller_identity.here.account_id}:root"]
    }

    condition {
      test     = "Bool"
      variable = "aws:MultiFactorAuthPresent"
      values   = ["true"]
    }

    condition {
      test     = "NumericLessThan"
      variable = "aws:MultiFactorAuthAge"
      values   = ["3600"]
    }
  }
}

resource "aws_iam_role" "administrators" {
  name                 = "convexlabs-administrators"
  assume_role_policy   = data.aws_iam_policy_document.administrators_trust.json
  max_session_duration = 3600
}

data "aws_iam_policy_document" "administrators" {
  statement {
    sid    = "OperateThePlatform"
    effect = "Allow"
    actions = [
      "ecs:DescribeServices",
      "ecs:ListTasks",
      "ecs:UpdateService",
      "logs:FilterLogEvents",
      "logs:GetLogEvents",
      "rds:DescribeDBInstances",
      "rds:RebootDBInstance",
    ]
    resources = [
      aws_cloudwatch_log_group.requests.arn,
      aws_db_instance.platform.arn,
      aws_ecs_cluster.platform.arn,
      aws_ecs_service.platform.id,
    ]

    condition {
      test     = "Bool"
      variable = "aws:MultiFactorAuthPresent"
      values   = ["true"]
    }
  }
}

resource "aws_iam_policy" "administrators" {
  name   = "convexlabs-administrators"
  policy = data.aws_iam_policy_document.administrators.json
}

resource "aws_iam_role_policy_attachment" "administrators" {
  role       = aws_iam_role.administrators.name
  policy_arn = aws_iam_policy.administrators.arn
}
