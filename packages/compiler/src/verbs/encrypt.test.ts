import { expect, test } from 'vitest';
import { compilePolicy } from '../compile.ts';
import { withClauses } from '../testing/minimal-policy.ts';
import { rulesOf } from '../rules-of.ts';

const clause = (rule: string) =>
  compilePolicy(
    withClauses(`  - id: security.rest\n    text: It is encrypted.\n    encrypt: ${rule}`),
  );

test('a clause says which categories are encrypted value by value', () => {
  const { policy } = clause('{ scope: at rest, cipher: AES-256, fields: [account.email] }');

  const [stated] = policy === undefined ? [] : rulesOf(policy, 'encrypt');
  expect(stated?.rule).toMatchObject({ scope: 'at-rest', fields: ['account.email'] });
});

test('a category that nobody knows, and fields in transit, are errors', () => {
  const codes = (rule: string) => clause(rule).diagnostics.map(({ code }) => code);

  expect(codes('{ scope: at rest, cipher: AES-256, fields: [account.shoe] }')).toContain(
    'policy/unknown-category',
  );
  expect(codes('{ scope: in transit, minimum: TLS 1.3, fields: [account] }')).not.toEqual([]);
});
