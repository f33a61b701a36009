import { compilePolicy } from '@troth/compiler';
import { plainText } from '@troth/page';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { languageVersion } from './language-version.ts';
import { starterPolicy } from './starter-policy.ts';

const identity = { name: 'Example, Inc.', email: 'a@example.com', date: '2026-01-01', path: '/p' };

test('the starter policy says two things, without one warning', () => {
  const { policy, diagnostics } = compilePolicy(starterPolicy(identity));

  expect(diagnostics.filter(({ severity }) => severity !== 'hint')).toEqual([]);
  expect(policy && plainText(policy).split('\n')).toEqual([
    'Privacy',
    'We collect your e-mail address to provide the service, and keep it while your account is open.',
    'When you close your account, we delete it within 14 days.',
  ]);
});

test('the starter policy is about twenty lines long', () => {
  const lines = starterPolicy(identity).flatMap(({ text }) => text.trim().split('\n'));

  expect(lines.length).toBeLessThanOrEqual(25);
});

test('whatever a company is called, the policy says its name', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (written) => {
      const name = written.trim();
      fc.pre(name !== '');
      const { policy } = compilePolicy(starterPolicy({ ...identity, name }));
      expect(policy?.controller.name).toBe(name);
    }),
  );
});

test.each([
  ['language: 1\n', { kind: 'newest' }],
  ['language: 2\n', { kind: 'unknown', written: '2' }],
  ['controller: {}\n', { kind: 'unknown', written: 'nothing' }],
  ['- a\n', { kind: 'unreadable' }],
])('%j is told apart from other versions of the language', (text, version) => {
  expect(languageVersion({ path: 'policy.yaml', text })).toEqual(version);
});
