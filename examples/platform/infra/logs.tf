# What the container prints: one line a request, with its route and outcome and no person.
resource "aws_cloudwatch_log_group" "requests" {
  name              = "/convexlabs/platform/request-log"
  retention_in_days = 30
  kms_key_id        = aws_kms_key.platform.arn
}
