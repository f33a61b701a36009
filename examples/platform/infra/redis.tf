# Cache and queue: encrypted on the way and at rest, without backups, reached by the platform alone.
resource "aws_elasticache_subnet_group" "redis" {
  name       = "convexlabs-redis"
  subnet_ids = aws_subnet.private[*].id
}

variable "redis_token" {
  description = "Password of the cache and the queue"
  type        = string
  sensitive   = true
}

resource "aws_elasticache_replication_group" "redis" {
  replication_group_id = "convexlabs-redis"
  description          = "Cache and queue of the platform"
  engine               = "valkey"
  engine_version       = "8.0"
  node_type            = "cache.t4g.small"
  num_cache_clusters   = 2

  subnet_group_name          = aws_elasticache_subnet_group.redis.name
  security_group_ids         = [aws_security_group.redis.id]
  automatic_failover_enabled = true

  transit_encryption_enabled = true
  transit_encryption_mode    = "required"
  auth_token                 = var.redis_token
  at_rest_encryption_enabled = true
  kms_key_id                 = aws_kms_key.platform.arn
  snapshot_retention_limit   = 0
}

resource "aws_security_group" "redis" {
  name        = "convexlabs-redis"
  description = "Redis, from the platform only"
  vpc_id      = aws_vpc.platform.id

  ingress {
    description     = "From the platform"
    from_port       = 6379
    to_port         = 6379
    protocol        = "tcp"
    security_groups = [aws_security_group.platform.id]
  }
}
