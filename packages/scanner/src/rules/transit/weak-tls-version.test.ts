import { testExamples, testRule } from '../../testing/test-rule.ts';
import { weakTlsVersion } from './weak-tls-version.ts';

testExamples(weakTlsVersion);

testRule(weakTlsVersion, {
  invalid: [
    {
      code: `import tls from 'node:tls';\ntls.connect({ minVersion: 'TLSv1.2' });`,
      at: [2, 27],
      clause: 'security.transit',
      says: 'TLS 1.2',
    },
    {
      language: 'terraform',
      code: `resource "aws_lb_listener" "web" {\n  protocol   = "HTTPS"\n  ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"\n}`,
      at: [3, 3],
      clause: 'security.transit',
    },
    {
      language: 'terraform',
      code: `resource "aws_lb_listener" "web" {\n  protocol = "HTTPS"\n}`,
      at: [1, 1],
      clause: 'security.transit',
      says: 'ssl_policy is not set',
    },
  ],
  valid: [
    `import tls from 'node:tls';\ntls.connect({ minVersion: 'TLSv1.3' });`,
    {
      language: 'terraform',
      code: `resource "aws_lb_listener" "web" {\n  protocol   = "HTTPS"\n  ssl_policy = "ELBSecurityPolicy-TLS13-1-3-2021-06"\n}`,
    },
    { language: 'terraform', code: `resource "aws_lb_listener" "web" {\n  protocol = "TCP"\n}` },
  ],
  notes: [
    {
      language: 'terraform',
      code: `variable "policy" {}\nresource "aws_lb_listener" "web" {\n  protocol   = "HTTPS"\n  ssl_policy = var.policy\n}`,
      at: [4, 3],
    },
  ],
});
