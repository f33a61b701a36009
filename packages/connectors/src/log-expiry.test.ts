import type { ExpiryStep } from '@troth/erasure';
import { expect, test } from 'vitest';
import { logExpiry } from './log-expiry.ts';

const never = new AbortController().signal;
const STEP: ExpiryStep = {
  order: 1,
  after: [],
  store: 'access-log',
  data: ['visits'],
  subject: 'u1',
  kind: 'expiry',
  until: '2026-03-31T10:00:00.000Z',
};

test.each([
  ['2026-03-31T09:59:59.999Z', { kind: 'present', count: 1 }],
  ['2026-03-31T10:00:00.000Z', { kind: 'absent' }],
])('log entries are there until their last instant: at %s', async (now, probe) => {
  const connector = logExpiry({ store: 'access-log', now: () => new Date(now) });

  expect(await connector.probe(STEP, never)).toEqual(probe);
  expect(await connector.erase(STEP, never)).toEqual({ kind: 'absent' });
});

test('a log is never taken for a table', async () => {
  const connector = logExpiry({ store: 'access-log', now: () => new Date('2027-01-01T00:00:00Z') });
  const step = { ...STEP, kind: 'objects' as const, bucket: 'b', keys: [] };

  expect(await connector.erase(step, never)).toMatchObject({ kind: 'failed', retryable: false });
  expect((await connector.probe(step, never)).kind).toBe('unknown');
});

test('an instant that cannot be read leaves the log unknown, not empty', async () => {
  const connector = logExpiry({ store: 'access-log', now: () => new Date('2027-01-01T00:00:00Z') });

  expect((await connector.probe({ ...STEP, until: 'soon' }, never)).kind).toBe('unknown');
});
