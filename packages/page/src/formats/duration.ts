import type { Duration } from '@troth/compiler';

/** `30 days`, `1 month`, in the locale's words. */
export function formatDuration({ amount, unit }: Duration, locale: string): string {
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    useGrouping: false,
  }).format(amount);
}

/** ISO 8601, for machines that read the page: `P30D`, `PT12H`. */
export function isoDuration({ amount, unit }: Duration): string {
  switch (unit) {
    case 'hour':
      return `PT${amount}H`;
    case 'day':
      return `P${amount}D`;
    case 'month':
      return `P${amount}M`;
    case 'year':
      return `P${amount}Y`;
  }
}
