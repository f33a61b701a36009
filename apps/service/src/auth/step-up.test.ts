import { expect, test } from 'vitest';
import { northwindFiles, northwindPolicy } from '../testing/northwind.ts';
import { challengeOf, demandOf, meets } from './step-up.ts';

const CLAUSES = 'clauses/all.yaml';
const HOURS_12 = 43_200;
const NOW = new Date('2026-06-01T12:00:00Z');

function policyWith(restriction: string): ReturnType<typeof northwindPolicy> {
  const text = northwindFiles()[CLAUSES] ?? '';
  const said = 'to: [support], mfa: required';
  return northwindPolicy({ [CLAUSES]: text.replace(said, restriction) });
}

test('a clause that asks for a second factor asks for a sign-in of late too', () => {
  const demand = demandOf(northwindPolicy(), HOURS_12);

  expect(demand).toEqual({ twoFactors: true, maxAgeSeconds: HOURS_12 });
  expect(challengeOf(demand, [])).toEqual({
    error: 'insufficient_user_authentication',
    max_age: '43200',
  });
});

test('of two ages the shorter binds', () => {
  const demand = demandOf(policyWith('to: [support], mfa: required, fresh: 1 hour'), HOURS_12);

  expect(demand.maxAgeSeconds).toBe(3600);
});

test('where no clause asks, nothing is asked for', () => {
  const demand = demandOf(policyWith('to: [support]'), HOURS_12);

  expect(demand).toEqual({ twoFactors: false });
  expect(meets({ methods: [] }, demand, NOW)).toBe(true);
});

test('without a policy everything is asked for', () => {
  expect(demandOf(undefined, HOURS_12)).toEqual({ twoFactors: true, maxAgeSeconds: HOURS_12 });
});

test.each([
  ['says nothing', { methods: [] }, false],
  ['does not say when', { methods: ['mfa'] }, false],
  ['to the second', { methods: ['pwd', 'hwk'], at: '2026-06-01T00:00:00Z' }, true],
  ['a second too old', { methods: ['pwd', 'hwk'], at: '2026-05-31T23:59:59Z' }, false],
  ['in the future', { methods: ['mfa'], at: '2026-06-01T12:02:00Z' }, false],
])('a provider that %s', (_, authentication, isEnough) => {
  expect(meets(authentication, demandOf(northwindPolicy(), HOURS_12), NOW)).toBe(isEnough);
});
