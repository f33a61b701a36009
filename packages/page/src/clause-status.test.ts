import { expect, test } from 'vitest';
import { statusAt, type ClauseStatus } from './clause-status.ts';

const reviewed: ClauseStatus = {
  clause: 'security.reviews',
  status: 'evidenced',
  scope: ['review record'],
  checked: '2026-03-01',
  validUntil: '2026-05-30',
};

test('evidence counts on its last day and not on the next', () => {
  expect(statusAt(reviewed, new Date('2026-05-30T23:59:59Z'))).toEqual({
    kind: 'evidenced',
    isOutOfDate: false,
  });
  expect(statusAt(reviewed, new Date('2026-05-31T00:00:00Z'))).toEqual({
    kind: 'gap',
    isOutOfDate: true,
  });
});

test('a proof without an end is no proof', () => {
  const { validUntil: _, ...endless } = reviewed;

  expect(statusAt(endless, new Date('2026-03-02T00:00:00Z')).kind).toBe('gap');
});
