import { expect, test } from 'vitest';
import { meadow } from '../testing/meadow.ts';
import { runMutation } from './run-mutation.ts';

const deadline = `tests:
  - name: What is announced, and who agrees
    then: { settings: { notice_days: 30, approvals: { loosens: [legal], tightens: [] }, page: { status: internal } } }
  - name: A cancelled order is gone in ten days
    when: { event: item.deleted, item: orders, at: 2026-03-01 }
    then: { due: 2026-03-11, clause: orders.erased }
`;

test('what no test notices is listed with the kind of test that would', () => {
  const { mutants, noticed, score, survivors } = run(deadline);

  expect([mutants, noticed, score]).toEqual([18, 9, 0.5]);
  expect(survivors).toEqual([
    statistics('for: adverts added', 'loosens', 'deny'),
    statistics('for → only', 'tightens', 'permit'),
    statistics('aggregate dropped', 'loosens', 'deny'),
    statistics('aggregate: groups of 5 → 4', 'loosens', 'deny'),
    statistics('aggregate: groups of 5 → 6', 'tightens', 'permit'),
    statistics('requires: case added', 'tightens', 'permit'),
    statistics('requires: mask added', 'tightens', 'permit'),
    statistics('requires: consent added', 'tightens', 'permit'),
    statistics('use dropped', 'tightens', 'permit'),
  ]);
});

test('one test more notices more', () => {
  const decision = `
  - name: Orders are counted in groups of five
    when: { use: orders, for: statistics }
    then: { permit: orders.statistics, owes: { aggregate: 5 } }
`;

  const { survivors } = run(deadline + decision);

  expect(survivors.map(({ what }) => what)).toEqual(['for: adverts added', 'for → only']);
});

test('tests that fail on the policy itself prove nothing of a wrong one', () => {
  expect(() => run(deadline.replace('03-11', '03-12'))).toThrow(
    'a test fails on the policy as it is',
  );
});

function run(text: string): ReturnType<typeof runMutation> {
  return runMutation(meadow(), [{ path: 'policy/tests/a.yaml', text }]);
}

function statistics(what: string, direction: string, answer: string): unknown {
  const noticedBy = `\`use:\` with an answer of \`${answer}\`, and \`owes:\` for its conditions`;
  return { clause: 'orders.statistics', what, direction, noticedBy };
}
