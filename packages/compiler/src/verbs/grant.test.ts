import { expect, test } from 'vitest';
import { compilePolicy } from '../compile.ts';
import { sentenceOf } from '../sentence.ts';
import { withClauses } from '../testing/minimal-policy.ts';

test('a right binds its time, its extension and the time of an appeal', () => {
  const { policy } = compilePolicy(
    withClauses(`  - id: a
    text: "{{ grant.within }}, {{ grant.extension }}, {{ grant.appeal }}"
    grant: { rights: [access], within: 45 days, extension: 1 month, appeal: 60 days }`),
  );

  expect(policy?.clauses.map(sentenceOf)).toEqual(['45 days, 1 month, 60 days']);
});

test('an extension of no time is refused', () => {
  const { diagnostics } = compilePolicy(
    withClauses('  - { id: a, text: x, grant: { rights: [access], extension: 1 month } }'),
  );

  expect(diagnostics.map(({ severity, at }) => `${severity} ${at.line}`)).toContain('error 2');
});
