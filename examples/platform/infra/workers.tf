# The same image as the platform, without a port: it takes jobs from the queue.
resource "aws_ecs_task_definition" "workers" {
  family                   = "convexlabs-workers"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 512
  memory                   = 1024
  task_role_arn            = aws_iam_role.platform.arn
  execution_role_arn       = aws_iam_role.platform.arn

  container_definitions = jsonencode([{
    name      = "workers"
    image     = var.image
    essential = true
    command   = ["node", "--tls-min-v1.3", "dist/worker.js"]

    logConfiguration = {
      logDriver = "awslogs"
      options = {
        "awslogs-group"         = aws_cloudwatch_log_group.requests.name
        "awslogs-region"        = "eu-central-1"
        "awslogs-stream-prefix" = "workers"
      }
    }
  }])
}

resource "aws_ecs_service" "workers" {
  name            = "convexlabs-workers"
  cluster         = aws_ecs_cluster.platform.id
  task_definition = aws_ecs_task_definition.workers.arn
  desired_count   = 1
  launch_type     = "FARGATE"

  network_configuration {
    subnets         = aws_subnet.private[*].id
    security_groups = [aws_security_group.platform.id]
  }
}
