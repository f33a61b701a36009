import { testExamples, testRule } from '../../testing/test-rule.ts';
import { publicExposure } from './public-exposure.ts';

const group = (port: number, source: string): string =>
  `resource "aws_security_group" "db" {\n  ingress {\n    from_port   = ${port}\n    to_port     = ${port}\n    protocol    = "tcp"\n    cidr_blocks = [${source}]\n  }\n}`;

testExamples(publicExposure);

testRule(publicExposure, {
  invalid: [
    {
      code: group(5432, '"0.0.0.0/0"'),
      at: [2, 3],
      clause: 'security.access',
      says: 'port 5432',
    },
    {
      code: `resource "aws_s3_bucket_public_access_block" "files" {\n  bucket                  = "northwind-files"\n  block_public_acls       = true\n  block_public_policy     = true\n  ignore_public_acls      = true\n  restrict_public_buckets = false\n}`,
      at: [6, 3],
      clause: 'security.access',
    },
    {
      code: `resource "aws_s3_bucket_acl" "files" {\n  bucket = "northwind-files"\n  acl    = "public-read"\n}`,
      at: [3, 3],
      clause: 'security.access',
    },
  ],
  valid: [
    {
      code: 'a system that is known to be closed',
      facts: [
        {
          kind: 'exposure',
          resource: 'store',
          public: false,
          written: 'public = false',
          subject: 'store',
          at: { file: 'infra/main.tf', line: 3, column: 5, endLine: 3, endColumn: 9 },
        },
      ],
    },
    group(443, '"0.0.0.0/0"'),
    group(5432, '"10.0.0.0/8"'),
    `resource "aws_db_instance" "orders" {\n  engine = "postgres"\n}`,
  ],
  notes: [{ code: `variable "from" {}\n${group(5432, 'var.from')}`, at: [3, 3] }],
});
