import { expect, test } from 'vitest';
import { shortestSeconds, showsTwoFactors } from './authentication.ts';

/** RFC 8176, by what each method shows. */
const METHODS = [
  ['kba', 'pin', 'pwd'],
  ['hwk', 'otp', 'pop', 'sc', 'sms', 'swk', 'tel'],
  ['face', 'fpt', 'iris', 'retina', 'vbm'],
] as const;

test('two methods show two factors when they are of different kinds, and never when they are of one', () => {
  const all = METHODS.flatMap((methods, kind) => methods.map((method) => ({ method, kind })));

  for (const one of all) {
    for (const other of all) {
      expect(showsTwoFactors([one.method, other.method])).toBe(one.kind !== other.kind);
    }
  }
});

test('a month and a year are as short as they can be, so that no sign-in is too old', () => {
  expect(shortestSeconds({ amount: 1, unit: 'hour' })).toBe(3600);
  expect(shortestSeconds({ amount: 2, unit: 'day' })).toBe(172_800);
  expect(shortestSeconds({ amount: 1, unit: 'month' })).toBe(2_419_200);
  expect(shortestSeconds({ amount: 1, unit: 'year' })).toBe(31_536_000);
});
