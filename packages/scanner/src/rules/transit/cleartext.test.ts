import { testExamples, testRule } from '../../testing/test-rule.ts';
import { cleartext } from './cleartext.ts';

const listener = (action: string): string =>
  `resource "aws_lb_listener" "web" {\n  port     = 80\n  protocol = "HTTP"\n\n  default_action {\n    ${action}\n  }\n}`;

testExamples(cleartext);

testRule(cleartext, {
  invalid: [
    {
      language: 'terraform',
      code: listener('type = "forward"'),
      at: [3, 3],
      clause: 'security.transit',
    },
    {
      language: 'terraform',
      code: `resource "aws_elasticache_replication_group" "cache" {\n  transit_encryption_enabled = false\n}`,
      at: [2, 3],
      clause: 'security.transit',
    },
    {
      language: 'terraform',
      code: `resource "aws_db_parameter_group" "db" {\n  family = "postgres14"\n}`,
      at: [1, 1],
      clause: 'security.transit',
      says: 'rds.force_ssl',
    },
    {
      path: 'Dockerfile',
      code: 'FROM node\nRUN curl -fsSL https://example.org/setup.sh | sh',
      at: [2, 10],
      clause: 'security.transit',
      says: "without --proto '=https'",
    },
    {
      path: 'Dockerfile',
      code: 'FROM node\nRUN curl -d @/etc/passwd http://example.org',
      at: [2, 26],
      clause: 'security.transit',
    },
    {
      path: '.env',
      code: 'API=http://api.example.org/v1?key=s3cret',
      at: [1, 1],
      clause: 'security.transit',
      says: '`http://api.example.org` lets',
    },
    {
      path: 'k8s/app.yaml',
      code: 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - args: ["http://cache"]',
      at: [5, 14],
      clause: 'security.transit',
    },
  ],
  notes: [
    {
      path: 'Dockerfile',
      code: 'FROM node\nRUN curl -fsS http://example.org/x.tgz | tar xz',
      at: [2, 15],
    },
    { code: `await fetch(\`http://\${host}/orders\`);`, at: [1, 13] },
    {
      path: 'compose.yaml',
      code: 'services:\n  a:\n    image: a\n    environment: [CACHE=redis://cache]',
      at: [4, 19],
    },
  ],
  valid: [
    `await fetch('http://localhost:3000/health');`,
    { path: '.env', code: 'WEB=http://localhost:3000' },
    { path: 'Dockerfile', code: "RUN curl --proto '=https' -fsSL https://example.org" },
    {
      language: 'terraform',
      code: listener('type = "redirect"\n    redirect {\n      protocol = "HTTPS"\n    }'),
    },
    {
      language: 'terraform',
      code: `resource "aws_db_parameter_group" "db" {\n  family = "postgres17"\n}`,
    },
  ],
});
