import { describe, expect, test } from 'vitest';

import { scan } from './scan.ts';
import { factsOf } from './testing/facts-of.ts';
import type { Language } from './testing/facts-of.ts';
import { catalogue, dataMap, northwind } from './testing/policies.ts';

const program = `
import https from 'node:https';
import { createCipheriv } from 'node:crypto';
import * as Sentry from '@sentry/node';
import Stripe from 'stripe';

Sentry.init({ dsn: 'https://key@o1.ingest.sentry.io/1' }); // expect: sharing/undeclared-recipient
const stripe = new Stripe('key');
const agent = new https.Agent({ minVersion: 'TLSv1.2' }); // expect: transit/weak-tls-version
const trusting = new https.Agent({ rejectUnauthorized: false }); // expect: transit/cert-validation-disabled

export async function welcome(user, team, key, nonce) {
  console.log('welcome', user.id, team.name);
  console.log('welcome', user.email); // expect: sharing/personal-data-in-logs
  Sentry.setUser({ id: user.id });
  Sentry.setUser({ email: user.email }); // expect: sharing/undeclared-recipient
  await stripe.customers.create({ email: user.email });
  await stripe.customers.create({ description: user.fullName }); // expect: sharing/undeclared-category
  await fetch('https://api.stripe.com/v1/charges', { agent });
  await fetch('http://partner.example.net/import'); // expect: transit/cleartext
  createCipheriv('aes-256-gcm', key, nonce);
  return createCipheriv('aes-128-gcm', key, nonce); // expect: rest/weak-cipher
}
`;

const schema = `
/// @subject account
model Account {
  /// @data none -- opaque key
  id       String  @id
  /// @data account.email
  email    String
  nickname String? // expect: collection/unclassified-field
  /// @data training-plan
  plan     Json    // expect: collection/undeclared-data
  payments Payment[]
}

model Payment {
  /// @data none -- opaque key
  id         String  @id
  /// @data none -- reference to the account
  accountId  String
  account    Account @relation(fields: [accountId], references: [id]) // expect: retention/no-erasure-path
  /// @data payment.billing
  lastFour   String
  /// @data payment.card-number
  number     String  // expect: collection/card-number, collection/undeclared-data
}

model Prospect { // expect: retention/no-erasure-path
  /// @data none -- opaque key
  id    String @id
  /// @data account.email
  email String
}
`;

const infrastructure = `
provider "aws" {
  region = "eu-central-1"
}

provider "datadog" { # expect: sharing/undeclared-recipient
}

resource "aws_s3_bucket" "orders" { # expect: transit/cleartext
  bucket = "northwind-orders"
}

resource "aws_s3_bucket_versioning" "orders" {
  bucket = aws_s3_bucket.orders.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "orders" {
  bucket = aws_s3_bucket.orders.id
  rule {
    id     = "old"
    status = "Enabled"
    noncurrent_version_expiration {
      noncurrent_days = 45 # expect: retention/exceeds-limit
    }
    expiration {
      days = 400 # expect: retention/below-promise
    }
  }
}

resource "aws_cloudwatch_log_group" "app" { # expect: retention/missing-limit
  name = "/northwind/app"
}

resource "aws_db_instance" "orders" {
  engine                  = "postgres"
  storage_encrypted       = false # expect: rest/unencrypted-storage
  publicly_accessible     = true  # expect: access/public-exposure
  backup_retention_period = 7
}

resource "aws_lb_listener" "web" {
  port       = 443
  protocol   = "HTTPS"
  ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06" # expect: transit/weak-tls-version
}

resource "aws_lb_listener" "plain" {
  port     = 80
  protocol = "HTTP" # expect: transit/cleartext

  default_action {
    type = "forward"
  }
}

resource "aws_iam_user_policy" "operator" {
  user   = "ada"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] }) # expect: access/missing-mfa
}
`;

describe('a whole file', () => {
  test.each([
    ['program', program, 'ts'],
    ['schema', schema, 'prisma'],
    ['infrastructure', infrastructure, 'terraform'],
  ] as const)('of %s has the findings marked in it, and no other', (_, text, language) => {
    expect(found(text, language)).toEqual(marked(text));
  });
});

function found(text: string, language: Language): readonly string[] {
  const { findings } = scan({
    policy: northwind,
    facts: factsOf(text, language),
    catalogue,
    dataMap,
    waivers: [],
    today: '2026-11-23',
  });
  return findings.map(({ rule, at }) => `${at.line}: ${rule}`);
}

function marked(text: string): readonly string[] {
  return text.split('\n').flatMap((line, index) => {
    const rules = /(?:\/\/|#) expect: (?<rules>.*)$/u.exec(line)?.groups?.['rules'] ?? '';
    return rules
      .split(', ')
      .filter((rule) => rule !== '')
      .map((rule) => `${index + 1}: ${rule}`);
  });
}
