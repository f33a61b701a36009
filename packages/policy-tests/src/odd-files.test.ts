import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runPolicyTests } from './run-policy-tests.ts';
import { meadow } from './testing/meadow.ts';

const GOOD = `now: 2026-03-01
tests:
  - name: Orders are counted in groups
    when: { use: orders, for: statistics, with: { group-size: 6 }, by: { person: ann } }
    then: { permit: orders.statistics, owes: { aggregate: 5 } }
  - name: A cancelled order is gone in ten days
    when: { event: item.deleted, item: orders, at: 2026-03-01T12:00:00Z }
    then: { due: 2026-03-11T12:00:00Z, clause: orders.erased }
`;

const odd = fc.oneof(
  fc.constantFrom(
    '',
    '{',
    '}',
    '[]',
    ': ',
    'true',
    '-1',
    '0000-00-00',
    '275760-09-14',
    '__proto__',
    '\n',
    '&a ',
    '*a',
  ),
  fc.string({ maxLength: 6 }),
);
const damaged = fc
  .tuple(fc.nat(GOOD.length), fc.nat(12), odd)
  .map(([start, length, text]) => GOOD.slice(0, start) + text + GOOD.slice(start + length));

describe('odd test files', () => {
  const policy = meadow();

  test('a damaged file never stops the run, and what fails says where', () => {
    fc.assert(
      fc.property(damaged, (text) => {
        const { tests, failed, diagnostics } = runPolicyTests(policy, [{ path: 'a.yaml', text }]);

        expect(tests.length).toBeGreaterThan(0);
        expect(failed === 0).toBe(diagnostics.length === 0);
        for (const { ok, line, message } of tests) {
          expect(line).toBeGreaterThan(0);
          expect(ok).toBe(message === undefined);
        }
      }),
      { numRuns: 2_000, seed: 20_261_123 },
    );
  });
});
