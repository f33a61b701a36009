resource "aws_db_subnet_group" "platform" {
  name       = "convexlabs-platform"
  subnet_ids = aws_subnet.private[*].id
}

resource "aws_db_parameter_group" "platform" {
  name   = "convexlabs-platform"
  family = "postgres17"

  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }

  parameter {
    name  = "ssl_min_protocol_version"
    value = "TLSv1.3"
  }
}

resource "aws_db_instance" "platform" {
  identifier                  = "convexlabs-platform"
  engine                      = "postgres"
  engine_version              = "17"
  instance_class              = "db.m7g.large"
  allocated_storage           = 200
  db_name                     = "platform"
  username                    = "platform"
  manage_master_user_password = true

  db_subnet_group_name   = aws_db_subnet_group.platform.name
  vpc_security_group_ids = [aws_security_group.database.id]
  parameter_group_name   = aws_db_parameter_group.platform.name
  publicly_accessible    = false
  multi_az               = true

  storage_encrypted = true
  kms_key_id        = aws_kms_key.platform.arn

  # A deleted run leaves the live tables on day 24 of the promised 30; a copy in a backup must be
  # gone in the days that remain.
  backup_retention_period  = 5
  delete_automated_backups = true
  copy_tags_to_snapshot    = true
  deletion_protection      = true
}
