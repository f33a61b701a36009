/**
 * A human length of time. Hours and days are exact (a day is 24 hours); months and years are of the
 * calendar and clamp to the earlier day (31 January + 1 month is the last of February).
 */
export interface Duration {
  readonly amount: number;
  readonly unit: 'hour' | 'day' | 'month' | 'year';
}

export type TlsVersion = '1.0' | '1.1' | '1.2' | '1.3';

export interface Cipher {
  readonly algorithm: 'AES';
  readonly bits: 128 | 192 | 256;
}

const durationPattern = /^(\d{1,5}) (hour|day|week|month|year)s?$/;

/** `30 days`, `1 month`, `12 hours`; weeks become days. At most 36,500 days; `undefined` for anything else. */
export function parseDuration(text: string): Duration | undefined {
  const match = durationPattern.exec(text);
  if (!match) return undefined;
  const amount = Number(match[1]);
  const word = match[2];
  if (roughDays(amount, word) > 36_500) return undefined;
  if (word === 'week') return { amount: amount * 7, unit: 'day' };
  return word === 'hour' || word === 'day' || word === 'month' || word === 'year'
    ? { amount, unit: word }
    : undefined;
}

/** `TLS 1.3`. */
export function parseTlsVersion(text: string): TlsVersion | undefined {
  const version = /^TLS (1\.[0-3])$/.exec(text)?.[1];
  return version === '1.0' || version === '1.1' || version === '1.2' || version === '1.3'
    ? version
    : undefined;
}

/** `AES-256`. */
export function parseCipher(text: string): Cipher | undefined {
  const bits = Number(/^AES-(128|192|256)$/.exec(text)?.[1]);
  return bits === 128 || bits === 192 || bits === 256 ? { algorithm: 'AES', bits } : undefined;
}

/** A day of the calendar, `2026-02-28`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}

/** Lower-case words joined by `.` and `-`: `retention.deleted-items`. */
export function isId(text: string): boolean {
  return /^[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*$/.test(text);
}

function roughDays(amount: number, unit: string | undefined): number {
  const days: Readonly<Record<string, number>> = {
    hour: 1 / 24,
    day: 1,
    week: 7,
    month: 30,
    year: 365,
  };
  return amount * (days[unit ?? ''] ?? Number.POSITIVE_INFINITY);
}
