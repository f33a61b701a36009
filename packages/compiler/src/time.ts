import type { Duration } from '@troth/language';

/**
 * The instant a duration after another. Hours and days are exact (a day is 24 hours); months and
 * years follow the UTC calendar and clamp to the last day of a shorter month.
 * @throws RangeError when the result is beyond what a Date holds: a bug, the language refuses it earlier
 */
export function addDuration(instant: Date, { amount, unit }: Duration): Date {
  switch (unit) {
    case 'hour':
      return checked(new Date(instant.getTime() + amount * 3_600_000));
    case 'day':
      return checked(new Date(instant.getTime() + amount * 86_400_000));
    case 'month':
      return addMonths(instant, amount);
    case 'year':
      return addMonths(instant, amount * 12);
  }
}

/**
 * The most days a duration can take: 31 a month, 366 a year (366 for each four years alike: a bound,
 * not a calendar).
 */
export function atMostDays({ amount, unit }: Duration): number {
  const days = { hour: 1 / 24, day: 1, month: 31, year: 366 } as const;
  return amount * days[unit];
}

/**
 * Durations one after the other as one: the last instant is the same as that of the sum. `undefined`
 * when exact ones (hours, days) and ones of the calendar (months, years) are mixed: no sum is both.
 */
export function sumOfDurations(durations: readonly Duration[]): Duration | undefined {
  const [first, ...others] = durations;
  if (first === undefined) return undefined;
  const { unit } = first;
  if (others.every((each) => each.unit === unit)) return { amount: sumIn(unit, durations), unit };
  const isExact = durations.every((each) => each.unit === 'hour' || each.unit === 'day');
  if (isExact) return { amount: sumIn('hour', durations), unit: 'hour' };
  const isCalendar = durations.every((each) => each.unit === 'month' || each.unit === 'year');
  return isCalendar ? { amount: sumIn('month', durations), unit: 'month' } : undefined;
}

function sumIn(unit: Duration['unit'], durations: readonly Duration[]): number {
  return durations.reduce((sum, each) => sum + each.amount * (sizeOf(each.unit) / sizeOf(unit)), 0);
}

/** In hours, or in months for units of the calendar. */
function sizeOf(unit: Duration['unit']): number {
  const hoursOrMonths = { day: 24, year: 12 } as const;
  return unit === 'hour' || unit === 'month' ? 1 : hoursOrMonths[unit];
}

/** `30 days`, `1 month`: in English, as the YAML spells it. */
export function formatDuration({ amount, unit }: Duration): string {
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

function addMonths(instant: Date, months: number): Date {
  const result = new Date(instant);
  result.setUTCDate(1);
  result.setUTCMonth(result.getUTCMonth() + months);
  const lastDay = new Date(
    Date.UTC(result.getUTCFullYear(), result.getUTCMonth() + 1, 0),
  ).getUTCDate();
  result.setUTCDate(Math.min(instant.getUTCDate(), lastDay));
  return checked(result);
}

function checked(instant: Date): Date {
  if (Number.isNaN(instant.getTime()))
    throw new RangeError('the instant is beyond the range of a date');
  return instant;
}
