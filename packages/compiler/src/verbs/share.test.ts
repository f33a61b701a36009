import type { SourceFile } from '@troth/language';
import { expect, test } from 'vitest';
import { compilePolicy } from '../compile.ts';
import { sentenceOf } from '../sentence.ts';
import { withClauses } from '../testing/minimal-policy.ts';

const recipients = `recipients:
  - id: paywise
    name: Paywise
    role: processor
    country: US
    transfer: { mechanism: standard-contractual-clauses, document: scc.pdf }
  - { id: runbank, name: Runbank, role: processor, country: CH }
`;
const regions = `regions:
  - { id: EU, name: European Union, countries: [DE, FR] }
  - { id: USA, name: United States, countries: [US] }
`;

function compiled(clause: string): ReturnType<typeof compilePolicy> {
  const files: readonly SourceFile[] = withClauses(clause).map((file) =>
    file.path.endsWith('recipients.yaml') ? { ...file, text: recipients } : file,
  );
  return compilePolicy([...files, { path: 'p/vocabulary/regions.yaml', text: regions }]);
}

test('a recipient is named with its country and the safeguard that is on file', () => {
  const { policy } = compiled(`  - id: a
    text: "{{ share.with }}, {{ share.places }}, {{ share.safeguards }}."
    share: { with: [{ recipient: paywise, data: [runs], for: [serve] }] }`);

  expect(policy?.clauses.map(sentenceOf)).toEqual([
    'Paywise, United States, standard contractual clauses.',
  ]);
});

test('a country that the vocabulary has no name for is told by its code', () => {
  const { policy } = compiled(`  - id: a
    text: "{{ share.with }}, {{ share.places }}."
    share: { with: [{ recipient: runbank, data: [runs], for: [serve] }] }`);

  expect(policy?.clauses.map(sentenceOf)).toEqual(['Runbank, CH.']);
});

test('a recipient of two lines, one of them after a consent, is named once', () => {
  const { policy } = compiled(`  - id: a
    text: "{{ share.with }}."
    share:
      with:
        - { recipient: paywise, data: [runs], for: [serve] }
        - { recipient: paywise, data: [account], for: [serve], when: consented }`);

  expect(policy?.clauses.map(sentenceOf)).toEqual(['Paywise.']);
  expect(policy?.clauses[0]?.rules).toEqual([
    {
      verb: 'share',
      recipients: [
        { recipient: 'paywise', data: ['runs'], purposes: ['serve'] },
        { recipient: 'paywise', data: ['account'], purposes: ['serve'], consent: true },
      ],
    },
  ]);
});

test('a contract names the regions outside of which a safeguard is asked for', () => {
  const { policy } = compiled(`  - id: a
    text: "Outside of the {{ contract.outside }}: {{ contract.safeguards }}."
    contract: { with: [paywise, runbank], missing: deny, outside: [EU] }`);

  expect(policy?.clauses.map(sentenceOf)).toEqual([
    'Outside of the European Union: standard contractual clauses.',
  ]);
  expect(policy?.clauses[0]?.rules).toEqual([
    { verb: 'contract', recipients: ['paywise', 'runbank'], missing: 'deny', outside: ['EU'] },
  ]);
});

test('a safeguard that no statute knows is refused where it stands', () => {
  const files = withClauses('  - { id: a, text: x, never: { sell: all } }').map((file) =>
    file.path.endsWith('recipients.yaml')
      ? { ...file, text: recipients.replace('standard-contractual-clauses', 'handshake') }
      : file,
  );

  const errors = compilePolicy(files).diagnostics.filter(({ severity }) => severity === 'error');

  expect(errors.map(({ at, code }) => `${at.line}:${at.column} ${code}`)).toEqual([
    '6:28 language/bad-value',
  ]);
});
