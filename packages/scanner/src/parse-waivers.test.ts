import { expect, test } from 'vitest';

import { parseWaivers } from './parse-waivers.ts';

const today = '2026-11-23';

function read(text: string): ReturnType<typeof parseWaivers> {
  return parseWaivers({ path: 'policy/waivers.yaml', text }, today);
}

const exception = `waivers:
  - kind: exception
    rule: rest/unencrypted-storage
    path: infra/scratch/*
    reason: scratch disks, no data
    owner: ada
    approver: grace
    expires: 2027-01-31
`;

test('an exception that is complete is read with its place', () => {
  const { waivers, diagnostics } = read(exception);

  expect(diagnostics).toEqual([]);
  expect(waivers).toMatchObject([
    {
      kind: 'exception',
      covers: { by: 'rule-and-path', rule: 'rest/unencrypted-storage', path: 'infra/scratch/*' },
      expires: '2027-01-31',
      at: { line: 2, column: 5 },
    },
  ]);
});

test('a false positive needs a fingerprint and a reason only', () => {
  const { waivers, diagnostics } = read(
    `waivers:\n  - kind: false-positive\n    fingerprint: ${'ab'.repeat(16)}\n    reason: a word, not a name\n`,
  );

  expect(diagnostics).toEqual([]);
  expect(waivers).toMatchObject([{ kind: 'false-positive', fingerprint: 'ab'.repeat(16) }]);
});

test.each([
  ['owner: ada', 'the exception names no `owner`'],
  ['approver: grace', 'the exception names no `approver`'],
  ['expires: 2027-01-31', 'the exception does not say when it `expires`'],
  ['path: infra/scratch/*', 'an exception covers either a `fingerprint`, or a `rule` in a `path`'],
])('an exception without `%s` does not count and says what is missing', (line, message) => {
  const { waivers, diagnostics } = read(exception.replace(`    ${line}\n`, ''));

  expect(waivers).toEqual([]);
  expect(diagnostics).toMatchObject([{ code: 'waivers/bad-waiver', message, at: { line: 2 } }]);
});

test('nobody approves an exception of their own', () => {
  const { waivers, diagnostics } = read(exception.replace('grace', 'ada'));

  expect(waivers).toEqual([]);
  expect(diagnostics[0]?.message).toContain('somebody else must approve');
});

test('an expired exception is kept, with a warning at its date', () => {
  const { waivers, diagnostics } = read(exception.replace('2027-01-31', '2026-11-23'));

  expect(waivers).toHaveLength(1);
  expect(diagnostics).toMatchObject([
    { code: 'waivers/expired', severity: 'warning', at: { line: 8, column: 14 } },
  ]);
});
