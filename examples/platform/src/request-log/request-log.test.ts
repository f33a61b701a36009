import { afterAll, beforeAll, expect, test } from 'vitest';

import { startPlatform } from '../testing/platform.ts';
import type { TestPlatform } from '../testing/platform.ts';
import { RequestLog } from './request-log.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.stop());

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0';

test('of a request only the declared fields are kept, and of the referrer only origin and path', async () => {
  await platform.ask('GET', '/runs/r-1?token=secret', {
    headers: {
      'user-agent': firefox,
      'accept-language': 'nl-NL',
      cookie: 'a=b',
      referer: 'https://search.test/find?q=my+illness#top',
      'x-forwarded-for': '198.51.100.7, 192.0.2.9',
    },
  });

  const [record] = await platform.database.requestLog.findMany({
    omit: { id: true, durationMs: true },
  });

  expect(record).toEqual({
    accountId: null,
    method: 'GET',
    route: '/runs/:id',
    status: 401,
    ip: '192.0.2.9',
    browser: 'Firefox',
    os: 'Linux',
    referrer: 'https://search.test/find',
    at: new Date('2026-11-23T12:00:00Z'),
  });
});

test('a referrer that is no web address and an unknown browser leave nothing behind', async () => {
  await platform.database.requestLog.deleteMany();

  await platform.ask('GET', '/health', {
    headers: { 'user-agent': 'x', referer: 'javascript:alert(1)' },
  });

  const [record] = await platform.database.requestLog.findMany();
  expect(record).toMatchObject({ browser: 'other', os: 'other', referrer: null });
});

test('a record of a request is gone after thirty days, a second earlier it is there', async () => {
  await platform.database.requestLog.deleteMany();
  await platform.ask('GET', '/health');
  const log = platform.get(RequestLog);

  platform.clock.at = new Date('2026-12-23T12:00:00Z');
  const atThirtyDays = await log.sweep();
  platform.clock.at = new Date('2026-12-23T12:00:01Z');
  const later = await log.sweep();
  platform.clock.at = new Date('2026-11-23T12:00:00Z');

  expect([atThirtyDays, later]).toEqual([0, 1]);
});

test('what the container prints names no person, no address and no device', async () => {
  const token = await platform.signUp('Ada Marsh', 'ada@example.test');
  await platform.ask('POST', '/runs', { token, body: { name: 'tide gauges', configuration: {} } });
  await platform.ask('DELETE', '/settings', { token, headers: { 'user-agent': firefox } });

  const printed = platform.printed.join('\n');

  expect(printed).toContain('"route":"/settings"');
  expect(printed).not.toMatch(/ada|marsh|example\.test|tide|127\.0\.0\.1|firefox|argon2/i);
});
