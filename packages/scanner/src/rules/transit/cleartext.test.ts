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
  ],
  notes: [{ code: `await fetch(\`http://\${host}/orders\`);`, at: [1, 13] }],
  valid: [
    `await fetch('http://localhost:3000/health');`,
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
