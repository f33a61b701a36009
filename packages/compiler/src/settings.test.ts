import { expect, test } from 'vitest';
import { compilePolicy } from './compile.ts';
import { sentenceOf } from './sentence.ts';
import { withClauses } from './testing/minimal-policy.ts';

const regions = 'regions:\n  - { id: EU, name: European Union, countries: [DE, FR, US-CA] }\n';

function compiled(contact: string, text: string): ReturnType<typeof compilePolicy> {
  const clause = `  - { id: a, text: "${text}", informational: true, because: x }`;
  const files = withClauses(clause).map((file) =>
    file.path === 'p/policy.yaml'
      ? { ...file, text: file.text.replace(/^contact:.*$/m, `contact: ${contact}`) }
      : file,
  );
  return compilePolicy([...files, { path: 'p/vocabulary/regions.yaml', text: regions }]);
}

test('an officer and a representative are bound where prose names them', () => {
  const { policy } = compiled(
    '{ email: a@example.com, dpo: { name: Ada, email: dpo@example.com }, representatives: [{ region: EU, name: Stand-in, email: eu@example.com }] }',
    '{{ contact.dpo.name }}, {{ contact.dpo.email }}, {{ representative.EU.name }}, {{ representative.EU.email }}',
  );

  expect(policy?.clauses.map(sentenceOf)).toEqual([
    'Ada, dpo@example.com, Stand-in, eu@example.com',
  ]);
});

test.each([
  ['a region nobody knows', '[{ region: EO, name: A, email: a@b.eu }]', 'policy/unknown-region'],
  [
    'a region with two representatives',
    '[{ region: EU, name: A, email: a@b.eu }, { region: EU, name: B, email: b@b.eu }]',
    'policy/duplicate-id',
  ],
  ['a mailbox that is none', '[{ region: EU, name: A, email: nowhere }]', 'language/wrong-type'],
])('%s is refused in the settings', (_what, representatives, code) => {
  const { diagnostics } = compiled(
    `{ email: a@example.com, representatives: ${representatives} }`,
    'x',
  );

  expect(
    diagnostics.filter(({ severity }) => severity === 'error').map((found) => found.code),
  ).toEqual([code]);
});
