import type { Duration } from '@troth/compiler';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export function addDuration(instant: Date, duration: Duration): Date {
  switch (duration.unit) {
    case 'hour':
      return new Date(instant.getTime() + duration.amount * HOUR_MS);
    case 'day':
      return new Date(instant.getTime() + duration.amount * DAY_MS);
    case 'month':
      return addMonths(instant, duration.amount);
    case 'year':
      return addMonths(instant, duration.amount * 12);
  }
}

function addMonths(instant: Date, months: number): Date {
  const moved = new Date(instant);
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(instant.getUTCDate(), lastDay));
  return moved;
}
