import { testExamples, testRule } from '../../testing/test-rule.ts';
import { certValidationDisabled } from './cert-validation-disabled.ts';

testExamples(certValidationDisabled);

testRule(certValidationDisabled, {
  invalid: [
    {
      code: `import tls from 'node:tls';\ntls.connect({ host: 'db.example.com', rejectUnauthorized: false });`,
      at: [2, 39],
      clause: 'security.transit',
    },
  ],
  valid: [
    `import tls from 'node:tls';\ntls.connect({ host: 'db.example.com', rejectUnauthorized: true });`,
  ],
});
