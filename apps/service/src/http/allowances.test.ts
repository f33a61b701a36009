import { expect, test } from 'vitest';
import { Allowances } from './allowances.ts';

test('a second is worth as many requests as the rate says, and no more', () => {
  const allowances = new Allowances();

  expect([0, 0, 0].map((at) => allowances.take('a', 2, at))).toEqual([true, true, false]);
  expect([500, 500].map((at) => allowances.take('a', 2, at))).toEqual([true, false]);
});

test('an hour of silence is worth one second', () => {
  const allowances = new Allowances();
  allowances.take('a', 1, 0);

  expect([3_600_000, 3_600_000].map((at) => allowances.take('a', 1, at))).toEqual([true, false]);
});

test('who asks a hundred times a second at a rate of ten gets ten', () => {
  const allowances = new Allowances();
  const asked = Array.from({ length: 1000 }, (_, turn) => allowances.take('a', 10, turn * 10));

  const given = asked.filter(Boolean).length;
  expect(given).toBeGreaterThanOrEqual(105);
  expect(given).toBeLessThanOrEqual(110);
});

test('what one sender uses another does not lack, and a clock that goes back gives nothing', () => {
  const allowances = new Allowances();

  expect(allowances.take('a', 1, 10_000)).toBe(true);
  expect(allowances.take('b', 1, 10_000)).toBe(true);
  expect(allowances.take('a', 1, 0)).toBe(false);
});
