import type { Connector, ErasureStep, Probe } from '@troth/erasure';
import { misdirected, refused } from './outcome.ts';

export interface LogExpiryOptions {
  readonly store: string;
  readonly now: () => Date;
}

/**
 * A log whose entries leave by themselves. There is nothing to erase; until the last entry's time is
 * over, the probe says that something is there. That the log does expire is the data map's word, not
 * read from the store.
 */
export function logExpiry({ store, now }: LogExpiryOptions): Connector {
  return {
    store,
    kind: 'log expiry',
    erase: (step) =>
      Promise.resolve(
        step.kind === 'expiry' ? { kind: 'absent' } : refused(misdirected('log', step.kind)),
      ),
    probe: (step) => Promise.resolve(look(step, now())),
  };
}

function look(step: ErasureStep, now: Date): Probe {
  if (step.kind !== 'expiry') return { kind: 'unknown', cause: misdirected('log', step.kind) };
  const until = new Date(step.until).getTime();
  if (Number.isNaN(until)) return { kind: 'unknown', cause: `\`${step.until}\` is not an instant` };
  return until <= now.getTime() ? { kind: 'absent' } : { kind: 'present', count: 1 };
}
