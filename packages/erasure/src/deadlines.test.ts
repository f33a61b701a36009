import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deadlinesFor } from './deadlines.ts';
import { clause, policy } from './testing/northwind.ts';

describe('the promise', () => {
  test('an album deleted on 1 March is due 30 days of 24 hours later, and work starts after 24 of them', () => {
    const deadlines = deadlinesFor(policy(), {
      type: 'item.deleted',
      at: '2026-03-01T10:00:00Z',
      category: 'albums',
    });

    expect(deadlines).toEqual([
      {
        clause: 'retention.albums',
        due: '2026-03-31T10:00:00.000Z',
        startsAt: '2026-03-25T10:00:00.000Z',
        data: ['albums'],
      },
    ]);
  });

  test('a child of a promised category is due as its parent is', () => {
    const deadlines = deadlinesFor(policy(), {
      type: 'item.deleted',
      at: '2026-03-01T10:00:00Z',
      category: 'faces',
    });

    expect(deadlines.map(({ clause: id, data }) => [id, data])).toEqual([
      ['retention.albums', ['faces']],
    ]);
  });

  test('an item of which the clause promises a part is due for that part', () => {
    const faces = clause('retention.faces', {
      verb: 'erase',
      data: ['faces', 'orders'],
      after: 'item.deleted',
      within: { amount: 1, unit: 'day' },
    });

    const deadlines = deadlinesFor(policy({ clauses: [faces] }), {
      type: 'item.deleted',
      at: '2026-03-01T10:00:00Z',
      category: 'photos',
    });

    expect(deadlines.map(({ data }) => data)).toEqual([['faces']]);
  });

  test('an item nobody promised to erase has no deadline', () => {
    const occurrence = { type: 'item.deleted', at: '2026-03-01T10:00:00Z', category: 'orders' };

    expect(deadlinesFor(policy(), occurrence)).toEqual([]);
  });

  test('closing an account that names an item is still about the whole account', () => {
    const deadlines = deadlinesFor(policy(), {
      type: 'account.closed',
      at: '2026-03-01T10:00:00Z',
      category: 'albums',
    });

    expect(deadlines.map(({ due, data }) => [due, data.length])).toEqual([
      ['2026-05-30T10:00:00.000Z', 5],
    ]);
  });

  test('a month after 31 January is the last of February, never March', () => {
    const monthly = clause('retention.monthly', {
      verb: 'erase',
      data: ['account'],
      after: 'account.closed',
      within: { amount: 1, unit: 'month' },
    });

    const deadlines = deadlinesFor(policy({ clauses: [monthly] }), {
      type: 'account.closed',
      at: '2027-01-31T23:30:00Z',
    });

    expect(deadlines.map(({ due }) => due)).toEqual(['2027-02-28T23:30:00.000Z']);
  });

  test('two windows in one clause are one deadline, the earlier', () => {
    const both = clause(
      'retention.both',
      {
        verb: 'erase',
        data: ['account'],
        after: 'account.closed',
        within: { amount: 9, unit: 'day' },
      },
      {
        verb: 'erase',
        data: ['visits'],
        after: 'account.closed',
        within: { amount: 5, unit: 'day' },
      },
    );

    const deadlines = deadlinesFor(policy({ clauses: [both] }), {
      type: 'account.closed',
      at: '2026-03-01T00:00:00Z',
    });

    expect(deadlines).toEqual([
      {
        clause: 'retention.both',
        due: '2026-03-06T00:00:00.000Z',
        startsAt: '2026-03-05T00:00:00.000Z',
        data: ['account', 'visits'],
      },
    ]);
  });

  test('an instant with an offset counts from the same moment as in UTC', () => {
    const [deadline] = deadlinesFor(policy(), {
      type: 'account.closed',
      at: '2026-03-01T12:00:00+02:00',
    });

    expect(deadline?.due).toBe('2026-05-30T10:00:00.000Z');
  });

  test.each(['', 'yesterday', '1', '2026-03-01', '2026-03-01T10:00:00'])(
    'an event at `%s` has no instant to count from and is refused',
    (at) => {
      expect(() => deadlinesFor(policy(), { type: 'account.closed', at })).toThrow(RangeError);
    },
  );

  test('an event about an item without its category is refused, not taken as nothing to do', () => {
    const occurrence = { type: 'item.deleted', at: '2026-03-01T10:00:00Z' };

    expect(() => deadlinesFor(policy(), occurrence)).toThrow(/must name the category/u);
  });
});

describe('laws', () => {
  const days = fc.integer({ min: 0, max: 3650 });
  const instant = fc.date({
    min: new Date('2000-01-01T00:00:00Z'),
    max: new Date('2100-01-01T00:00:00Z'),
    noInvalidDate: true,
  });

  function dueAfter(amount: number, at: Date): { due: number; startsAt: number } {
    const window = clause('retention.window', {
      verb: 'erase',
      data: ['account'],
      after: 'account.closed',
      within: { amount, unit: 'day' },
    });
    const [deadline] = deadlinesFor(policy({ clauses: [window] }), {
      type: 'account.closed',
      at: at.toISOString(),
    });
    return { due: Date.parse(deadline?.due ?? ''), startsAt: Date.parse(deadline?.startsAt ?? '') };
  }

  test('a shorter window is never due, and never starts, later than a longer one', () => {
    fc.assert(
      fc.property(instant, days, days, (at, a, b) => {
        const short = dueAfter(Math.min(a, b), at);
        const long = dueAfter(Math.max(a, b), at);
        return short.due <= long.due && short.startsAt <= long.startsAt;
      }),
    );
  });

  test('work starts after the event and no later than it is due', () => {
    fc.assert(
      fc.property(instant, days, (at, amount) => {
        const { due, startsAt } = dueAfter(amount, at);
        return at.getTime() <= startsAt && startsAt <= due;
      }),
    );
  });
});
