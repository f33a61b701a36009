import type { Duration } from '@troth/language';
import { formatDuration } from '../time.ts';
import type { ValueMutation } from './mutation.ts';

/** A window a little longer and a little shorter; one that may be absent is also dropped. */
export function windowMutations(key: string, window: Duration): readonly ValueMutation<Duration>[] {
  const longer = { ...window, amount: window.amount + 1 };
  const shorter = shorterThan(window);
  const told = (value: Duration): string =>
    `${key}: ${formatDuration(window)} → ${formatDuration(value)}`;
  return [
    { what: told(longer), direction: 'loosens', value: longer },
    ...(shorter === undefined
      ? []
      : [{ what: told(shorter), direction: 'tightens' as const, value: shorter }]),
  ];
}

/** Shorter in every month of the calendar; an hour has nothing below it. */
function shorterThan({ amount, unit }: Duration): Duration | undefined {
  if (amount > 1) return { amount: amount - 1, unit };
  switch (unit) {
    case 'hour':
      return undefined;
    case 'day':
      return { amount: 23, unit: 'hour' };
    case 'month':
      return { amount: 27, unit: 'day' };
    case 'year':
      return { amount: 11, unit: 'month' };
  }
}
