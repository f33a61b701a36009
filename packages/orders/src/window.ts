import type { Duration } from '@troth/language';
import type { Order } from './order.ts';

/**
 * The shorter window is the tighter. A month has 28 to 31 days: against days it is shorter or longer
 * only when it always is.
 */
export const shorterIsTighter: Order<Duration> = (before, after) => {
  const [old, young] = [extent(before), extent(after)];
  if (old.unit === young.unit) {
    if (old.amount === young.amount) return 'equal';
    return young.amount < old.amount ? 'tightens' : 'loosens';
  }
  const [oldHours, youngHours] = [hours(old), hours(young)];
  if (youngHours.most <= oldHours.least) return 'tightens';
  return youngHours.least >= oldHours.most ? 'loosens' : 'mixed';
};

interface Extent {
  readonly amount: number;
  readonly unit: 'hour' | 'month';
}

function extent({ amount, unit }: Duration): Extent {
  switch (unit) {
    case 'hour':
      return { amount, unit: 'hour' };
    case 'day':
      return { amount: amount * 24, unit: 'hour' };
    case 'month':
      return { amount, unit: 'month' };
    case 'year':
      return { amount: amount * 12, unit: 'month' };
  }
}

function hours({ amount, unit }: Extent): { readonly least: number; readonly most: number } {
  if (unit === 'hour') return { least: amount, most: amount };
  return { least: amount * 28 * 24, most: amount * 31 * 24 };
}
