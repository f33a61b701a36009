import { testExamples, testRule } from '../../testing/test-rule.ts';
import { unencryptedStorage } from './unencrypted-storage.ts';

testExamples(unencryptedStorage);

testRule(unencryptedStorage, {
  invalid: [
    {
      code: `resource "aws_db_instance" "orders" {\n  engine            = "postgres"\n  storage_encrypted = false\n}`,
      at: [3, 3],
      clause: 'security.rest',
    },
    {
      code: `resource "aws_rds_cluster" "orders" {\n  engine = "aurora"\n}`,
      at: [1, 1],
      clause: 'security.rest',
    },
    {
      code: `variable "encrypt" {\n  default = false\n}\nresource "aws_efs_file_system" "files" {\n  encrypted = var.encrypt\n}`,
      at: [5, 3],
      clause: 'security.rest',
    },
    {
      code: `resource "aws_instance" "web" {\n  ebs_block_device {\n    device_name = "a"\n    encrypted   = true\n  }\n  ebs_block_device {\n    device_name = "b"\n  }\n}`,
      at: [6, 3],
      clause: 'security.rest',
    },
  ],
  valid: [
    `resource "aws_s3_bucket" "files" {\n  bucket = "northwind-files"\n}`,
    `resource "aws_dynamodb_table" "carts" {\n  name = "carts"\n}`,
    `resource "aws_sqs_queue" "jobs" {\n  name = "jobs"\n}`,
    `resource "aws_rds_cluster" "orders" {\n  engine_mode = "serverless"\n}`,
    `data "aws_db_instance" "orders" {\n  db_instance_identifier = "orders"\n}`,
  ],
  notes: [
    {
      code: `variable "encrypt" {}\nresource "aws_ebs_volume" "data" {\n  encrypted = var.encrypt\n}`,
      at: [3, 3],
    },
    { code: `resource "aws_sns_topic" "news" {\n  name = "news"\n}`, at: [1, 1] },
  ],
});
