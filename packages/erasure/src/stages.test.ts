import type { CompiledPolicy, EraseStages } from '@troth/compiler';
import { expect, test } from 'vitest';
import { deadlinesFor } from './deadlines.ts';
import { clause, policy } from './testing/northwind.ts';

const days = (amount: number): { readonly amount: number; readonly unit: 'day' } => ({
  amount,
  unit: 'day',
});

function staged(stages: EraseStages, within: number): CompiledPolicy {
  const rule = { verb: 'erase', data: ['account'], after: 'account.closed' } as const;
  return policy({ clauses: [clause('staged', { ...rule, within: days(within), stages })] });
}

const closed = { type: 'account.closed', at: '2026-11-01T08:00:00Z' };

test('systems must be empty at the end of their stage, and backups thirty days later', () => {
  const stated = staged({ trash: days(25), systems: days(30), backups: days(30) }, 55);

  const [deadline] = deadlinesFor(stated, closed);

  expect(deadline?.due).toBe('2026-12-26T08:00:00.000Z');
  expect(deadline?.stages).toEqual({
    trash: '2026-11-26T08:00:00.000Z',
    systems: '2026-12-26T08:00:00.000Z',
    backups: '2027-01-25T08:00:00.000Z',
  });
});

test('nothing is erased while it can still be taken out of the trash', () => {
  const stated = staged({ trash: days(25), systems: days(30) }, 55);

  const [deadline] = deadlinesFor(stated, closed);

  // 25 days of trash and 80 % of the 30 after it.
  expect(deadline?.startsAt).toBe('2026-12-20T08:00:00.000Z');
});

test('without a trash work starts as early as for a plain window', () => {
  const stated = staged({ systems: days(30), backups: days(60) }, 30);

  const [deadline] = deadlinesFor(stated, closed);

  expect(deadline?.startsAt).toBe('2026-11-25T08:00:00.000Z');
  expect(deadline?.stages).toEqual({
    systems: '2026-12-01T08:00:00.000Z',
    backups: '2027-01-30T08:00:00.000Z',
  });
});
