import { expect, test } from 'vitest';
import { diffMarkdown } from './diff-markdown.ts';

const change = {
  clause: 'orders.deleted',
  kind: 'erase.within',
  direction: 'tightens',
  before: '30 days',
  after: '7 days',
  summary: '',
  requires: ['approval: legal', 'approval: security'],
} as const;
const sides = { older: 'main', newer: 'policy', today: '2026-11-23' };

test('a notice runs from today while the newer policy has no date of its own', () => {
  const [line] = lines({
    material: true,
    changes: [{ ...change, direction: 'loosens', before: '7 days', after: '30 days' }],
    consequences: { notice: { days: 30 }, approvals: ['legal'], reconsent: [], code: [] },
  });

  expect(line).toBe(
    '**Merging this loosens 1 promise: 7 days → 30 days.** Needs legal and notice until 2026-12-23 (30 days from publication, if that is today).',
  );
});

test('a tightening says who approves and what code has to keep', () => {
  const found = lines({
    material: false,
    changes: [change],
    consequences: {
      approvals: ['legal', 'security'],
      reconsent: [],
      code: ['orders.deleted'],
    },
  });

  expect(found[0]).toBe(
    '**Merging this tightens 1 promise: 30 days → 7 days.** Needs legal, security.',
  );
  expect(found).toContain(
    '| orders.deleted (erase.within) | 30 days | 7 days | tightens | legal, security |',
  );
  expect(found).toContain(
    '- Code must keep orders.deleted: `troth scan` shows each place that does not.',
  );
});

test('who is asked again is said once for all clauses', () => {
  const who = 'everybody who consented to letters';
  const found = lines({
    material: true,
    changes: [{ ...change, direction: 'loosens' }],
    consequences: {
      notice: { days: 1, until: '2026-12-02' },
      approvals: [],
      reconsent: [
        { clause: 'a.one', who },
        { clause: 'a.two', who },
      ],
      code: [],
    },
  });

  expect(found[0]).toContain('Needs notice until 2026-12-02 (1 day from publication).');
  expect(found).toContain(
    '- Data that is there already stays as it was until people agree again: everybody who consented to letters (a.one, a.two).',
  );
});

test('nothing that changes is one line', () => {
  expect(lines({ material: false, changes: [] })).toEqual([
    '**Merging this changes no promise.**',
    '',
    '<sub>main → policy</sub>',
    '',
  ]);
});

function lines(diff: Parameters<typeof diffMarkdown>[0]): readonly string[] {
  return diffMarkdown(diff, sides).split('\n');
}
