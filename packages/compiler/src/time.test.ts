import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDuration, formatDuration, sumOfDurations } from './time.ts';

const instant = fc.date({
  min: new Date('2000-01-01'),
  max: new Date('2100-01-01'),
  noInvalidDate: true,
});

test('thirty days are 720 hours, whatever the clocks on the wall do', () => {
  expect(addDuration(new Date('2026-03-01T12:00:00Z'), { amount: 30, unit: 'day' })).toEqual(
    new Date('2026-03-31T12:00:00Z'),
  );
});

test.each([
  ['2026-01-31T09:00:00Z', 1, '2026-02-28T09:00:00Z'],
  ['2028-01-31T09:00:00Z', 1, '2028-02-29T09:00:00Z'],
  ['2028-02-29T00:00:00Z', 12, '2029-02-28T00:00:00Z'],
  ['2026-11-30T23:59:59Z', 3, '2027-02-28T23:59:59Z'],
])('a month after %s clamps to the earlier day', (from, amount, to) => {
  expect(addDuration(new Date(from), { amount, unit: 'month' })).toEqual(new Date(to));
});

test('a longer duration never ends earlier', () => {
  const amount = fc.integer({ min: 0, max: 400 });
  const unit = fc.constantFrom('hour' as const, 'day' as const, 'month' as const, 'year' as const);
  fc.assert(
    fc.property(instant, unit, amount, amount, (from, each, a, b) => {
      const [shorter, longer] = [Math.min(a, b), Math.max(a, b)];
      return (
        addDuration(from, { amount: shorter, unit: each }) <=
        addDuration(from, { amount: longer, unit: each })
      );
    }),
  );
});

test('one day is not written as days', () => {
  expect([
    formatDuration({ amount: 1, unit: 'day' }),
    formatDuration({ amount: 2, unit: 'month' }),
  ]).toEqual(['1 day', '2 months']);
});

test('durations add up within days and hours, or within months and years, and never across', () => {
  const sum = (...durations: Parameters<typeof sumOfDurations>[0]): string | undefined => {
    const whole = sumOfDurations(durations);
    return whole && formatDuration(whole);
  };

  expect([
    sum({ amount: 25, unit: 'day' }, { amount: 30, unit: 'day' }),
    sum({ amount: 1, unit: 'day' }, { amount: 12, unit: 'hour' }),
    sum({ amount: 1, unit: 'year' }, { amount: 6, unit: 'month' }),
    sum({ amount: 25, unit: 'day' }, { amount: 1, unit: 'month' }),
    sum(),
  ]).toEqual(['55 days', '36 hours', '18 months', undefined, undefined]);
});
