import type { Duration } from '@troth/compiler';

/** Authentication methods of RFC 8176 by the factor that they show. `user`, `geo`, `rba`, `mca`, `wia` show none. */
const FACTORS: ReadonlyMap<string, 'knowledge' | 'possession' | 'inherence'> = new Map([
  ['kba', 'knowledge'],
  ['pin', 'knowledge'],
  ['pwd', 'knowledge'],
  ['hwk', 'possession'],
  ['otp', 'possession'],
  ['pop', 'possession'],
  ['sc', 'possession'],
  ['sms', 'possession'],
  ['swk', 'possession'],
  ['tel', 'possession'],
  ['face', 'inherence'],
  ['fpt', 'inherence'],
  ['iris', 'inherence'],
  ['retina', 'inherence'],
  ['vbm', 'inherence'],
]);

/** Clocks of two machines differ; an authentication may lie this far in the future. */
const SKEW_SECONDS = 60;

/** Two different factors, or `mfa`, by which the identity provider says the same. */
export function showsTwoFactors(methods: readonly string[] = []): boolean {
  if (methods.includes('mfa')) return true;
  const shown = new Set(methods.map((method) => FACTORS.get(method)));
  shown.delete(undefined);
  return shown.size >= 2;
}

/** An instant that cannot be read, or lies in the future, is not fresh. */
export function isFresh(authTime: string, seconds: number, now: Date): boolean {
  const age = (now.getTime() - Date.parse(authTime)) / 1000;
  return age <= seconds && age >= -SKEW_SECONDS;
}

/** In seconds. A month and a year count as their shortest, so that no authentication is too old. */
export function shortestSeconds({ amount, unit }: Duration): number {
  const hours = { hour: 1, day: 24, month: 28 * 24, year: 365 * 24 };
  return amount * hours[unit] * 3600;
}
