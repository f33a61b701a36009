resource "aws_ecs_cluster" "platform" {
  name = "convexlabs-platform"
}

data "aws_iam_policy_document" "tasks_trust" {
  statement {
    effect  = "Allow"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "platform" {
  name               = "convexlabs-platform"
  assume_role_policy = data.aws_iam_policy_document.tasks_trust.json
}

data "aws_iam_policy_document" "platform" {
  statement {
    effect    = "Allow"
    actions   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]
    resources = ["${aws_s3_bucket.snapshots.arn}/accounts/*"]
  }

  statement {
    effect    = "Allow"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.platform.arn]
  }

  statement {
    effect    = "Allow"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.requests.arn}:*"]
  }
}

resource "aws_iam_role_policy" "platform" {
  name   = "platform"
  role   = aws_iam_role.platform.id
  policy = data.aws_iam_policy_document.platform.json
}

resource "aws_ecs_task_definition" "platform" {
  family                   = "convexlabs-platform"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 1024
  memory                   = 2048
  task_role_arn            = aws_iam_role.platform.arn
  execution_role_arn       = aws_iam_role.platform.arn

  container_definitions = jsonencode([{
    name         = "platform"
    image        = var.image
    essential    = true
    portMappings = [{ containerPort = 8443 }]

    logConfiguration = {
      logDriver = "awslogs"
      options = {
        "awslogs-group"         = aws_cloudwatch_log_group.requests.name
        "awslogs-region"        = "eu-central-1"
        "awslogs-stream-prefix" = "platform"
      }
    }
  }])
}

resource "aws_ecs_service" "platform" {
  name            = "convexlabs-platform"
  cluster         = aws_ecs_cluster.platform.id
  task_definition = aws_ecs_task_definition.platform.arn
  desired_count   = 2
  launch_type     = "FARGATE"

  network_configuration {
    subnets         = aws_subnet.private[*].id
    security_groups = [aws_security_group.platform.id]
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.platform.arn
    container_name   = "platform"
    container_port   = 8443
  }
}
