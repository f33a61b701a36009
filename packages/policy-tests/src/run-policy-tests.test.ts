import { describe, expect, test } from 'vitest';
import { runPolicyTests } from './run-policy-tests.ts';
import { meadow } from './testing/meadow.ts';

describe('policy tests', () => {
  test('decisions, deadlines and sentences that hold pass and count for their clauses', () => {
    const results = run(`
now: 2026-03-01
tests:
  - name: Orders are counted in groups
    when: { use: orders, for: statistics }
    then: { permit: orders.statistics, owes: { aggregate: 5 } }
  - name: A large group owes nothing
    when: { use: [orders], for: statistics, with: { aggregate: true, group-size: 6 } }
    then: { permit: true, owes: nothing }
  - name: A person's order is not looked at
    when: { use: orders, for: statistics, with: { aggregate: false } }
    then: { deny: orders.statistics }
  - name: Words nobody knows are refused
    when: { share: orders, for: gossip, to: neighbours, subject: { region: DE } }
    then: { deny: true }
  - name: A cancelled order is gone in ten days
    when: { event: item.deleted, item: orders, at: 2026-03-01T12:00:00Z }
    then: { due: 2026-03-11T12:00:00Z, starts: 2026-03-09T12:00:00Z, clause: orders.erased }
  - name: The clock starts today where no instant is named
    when: { event: item.deleted, item: orders }
    then: { due: 2026-03-11 }
  - name: The promise reads as agreed
    then:
      sentence:
        orders.erased: When you cancel an order,
          we forget it within 10 days.
`);

    expect(results.tests.filter(({ ok }) => !ok)).toEqual([]);
    expect(results).toMatchObject({ passed: 7, failed: 0, diagnostics: [] });
    expect(results.coverage.clauses).toEqual([
      { clause: 'orders.statistics', tests: 2 },
      { clause: 'orders.erased', tests: 2 },
      { clause: 'contact', tests: 0 },
    ]);
  });

  test.each([
    [
      '{ permit: true }',
      'use: orders, for: adverts',
      'expected permit, got deny by orders.statistics: Use of "orders" for "adverts" is denied: no clause permits it.',
    ],
    [
      '{ deny: contact }',
      'use: orders, for: adverts',
      'deny is right, but by orders.statistics, not by contact',
    ],
    [
      '{ permit: true, owes: nothing }',
      'use: orders, for: statistics',
      'expected to owe nothing, got groups of at least 5',
    ],
    [
      '{ due: 2026-04-01 }',
      'event: item.deleted, item: orders, at: 2026-03-01',
      'expected due 2026-04-01, got 2026-03-11T00:00:00.000Z by orders.erased',
    ],
    [
      '{ due: never }',
      'event: item.deleted, item: orders, at: 2026-03-01',
      'expected no deadline, got 2026-03-11T00:00:00.000Z by orders.erased',
    ],
    [
      '{ due: 2026-03-11, clause: contact }',
      'event: item.deleted, item: orders, at: 2026-03-01',
      'expected a deadline by contact, got none',
    ],
  ])('%s does not hold, and the message says what happens instead', (then, when, message) => {
    const results = run(`
tests:
  - name: A test
    when: { ${when} }
    then: ${then}
`);

    expect(results.tests).toMatchObject([
      { name: 'A test', file: 'policy/tests/a.yaml', line: 3, ok: false, message },
    ]);
    expect(results.diagnostics.map(({ code, at }) => [code, at.line, at.column])).toEqual([
      ['tests/failed', 3, 11],
    ]);
  });

  test('a sentence that changed is shown beside the one agreed', () => {
    const results = run('tests:\n  - name: A\n    then: { sentence: { contact: Call us. } }\n');

    expect(results.tests[0]?.message).toBe(
      'expected `contact` to read "Call us.", it reads "Write to us."',
    );
  });

  test.each([
    ['wen: { use: orders }\n    then: { deny: true }', 'language/unknown-key', 4, 5],
    [
      'when: { use: orders, for: adverts, fro: x }\n    then: { deny: true }',
      'language/unknown-key',
      4,
      40,
    ],
    [
      'when: { use: orders, for: adverts }\n    then: { deny: nobody.knows }',
      'policy/unknown-clause',
      5,
      11,
    ],
    ['when: { use: orders, for: adverts }\n    then: { due: 2026-03-01 }', 'tests/bad-test', 4, 11],
    [
      'when: { use: orders, for: adverts, share: orders }\n    then: { deny: true }',
      'tests/bad-test',
      4,
      11,
    ],
    ['when: { use: orders }\n    then: { deny: true }', 'tests/bad-test', 4, 11],
    ['when: { event: item.deleted }\n    then: { due: 2026-03-01 }', 'tests/bad-test', 4, 11],
    [
      'when: { event: who.knows, item: orders }\n    then: { due: 2026-03-01 }',
      'tests/bad-test',
      4,
      11,
    ],
    [
      'when: { event: item.deleted, item: orders, at: yesterday }\n    then: { due: never }',
      'tests/bad-test',
      4,
      52,
    ],
    [
      'when: { use: orders, for: adverts }\n    then: { deny: false }',
      'language/wrong-type',
      5,
      19,
    ],
    ['then: { permit: true }', 'tests/bad-test', 4, 11],
  ])('a malformed test fails at its place: %s', (lines, code, line, column) => {
    const results = run(`tests:\n  - name: A\n    now: 2026-03-01\n    ${lines}\n`);

    expect(results).toMatchObject({ passed: 0, failed: 1 });
    expect(results.diagnostics[0]).toMatchObject({
      code,
      at: { file: 'policy/tests/a.yaml', line, column },
    });
  });

  test('two tests of one name are told apart by their author', () => {
    const one = '  - name: A\n    then: { sentence: { contact: Write to us. } }\n';

    const results = run(`tests:\n${one}${one}`);

    expect(results.tests.map(({ ok }) => ok)).toEqual([true, false]);
  });
});

function run(text: string): ReturnType<typeof runPolicyTests> {
  return runPolicyTests(meadow(), [{ path: 'policy/tests/a.yaml', text }]);
}
