import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LeaseLost, WorkRepository } from './work.repository.ts';
import { HoldsRepository } from '../holds/holds.repository.ts';
import { DecisionLog } from '../decisions/decision-log.ts';
import { Database } from '../database/database.ts';
import { makeDatabase, TEST_POSTGRES_URL } from '../testing/real-postgres.ts';
import type { TestDatabase } from '../testing/real-postgres.ts';
import { TestService } from '../testing/test-service.ts';

const NOW = '2026-06-01T12:00:00Z';

if (TEST_POSTGRES_URL === undefined) {
  process.stdout.write('skipped: two services on one database need TEST_POSTGRES_URL\n');
}

describe.skipIf(TEST_POSTGRES_URL === undefined)('two services on one real PostgreSQL', () => {
  let database: TestDatabase;
  let a: TestService;
  let b: TestService;

  beforeAll(async () => {
    database = await makeDatabase(TEST_POSTGRES_URL ?? '');
    a = await TestService.start({ now: NOW, config: { databaseUrl: database.url } });
    const keys = {
      signingKey: join(a.dataDir, 'signing.key'),
      pseudonymKey: join(a.dataDir, 'pseudonym.key'),
    };
    const dataDir = mkdtempSync(join(tmpdir(), 'troth-service-'));
    b = await TestService.start({
      now: NOW,
      dataDir,
      config: { databaseUrl: database.url, ...keys },
      keyFile: keys.signingKey,
    });
  });

  afterAll(async () => {
    await a.remove();
    await b.remove();
    await database.drop();
  });

  test('a second service with another pseudonym key refuses to start', async () => {
    const stranger = TestService.start({ now: NOW, config: { databaseUrl: database.url } });

    await expect(stranger).rejects.toThrow(/PSEUDONYM_KEY/);
  });

  test('never work on the same erasure at once', async () => {
    for (let n = 0; n < 20; n += 1) {
      await a.post('/v1/events', {
        id: `busy-${n}`,
        type: 'account.closed',
        at: '2026-02-01T00:00:00Z',
        subject: { id: `busy-${n}` },
      });
    }

    const [first, second] = await Promise.all([
      a.post('/v1/erasures/run', {}),
      b.post('/v1/erasures/run', {}),
    ]);

    const ids = [first, second].map((answer) => answer.raw.payload.match(/"id":"[^"]+"/g) ?? []);
    const all = ids.flat();
    expect(all).toHaveLength(20);
    expect(new Set(all).size).toBe(20);
    expect(Math.min(...ids.map((list) => list.length))).toBeGreaterThan(0);
  });

  test('an objection on one is in force on the other within a second', async () => {
    const request = {
      action: 'use',
      data: ['account.email'],
      purpose: 'news',
      subject: { id: 'objector' },
    };
    await a.post('/v1/events', {
      id: 'objection',
      type: 'consent.withdrawn',
      at: '2026-05-01T00:00:00Z',
      subject: { id: 'objector' },
      purpose: 'news',
    });

    await expect
      .poll(async () => (await b.post('/v1/decisions', request)).body['effect'], { timeout: 1000 })
      .toBe('deny');
  });

  test('a restart of the server ends no process: the next question is answered', async () => {
    const { client } = a.booted.app.get(Database);
    const ended = client.$queryRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`;
    await ended;

    await expect
      .poll(async () => (await b.get('/v1/consents?subject=objector')).status, { timeout: 5000 })
      .toBe(200);
    await b.post('/v1/consents', {
      subject: { id: 'after-restart' },
      purpose: 'news',
      state: 'withdrawn',
      at: '2026-05-01T00:00:00Z',
    });
    const request = {
      action: 'use',
      data: ['account.email'],
      purpose: 'news',
      subject: { id: 'after-restart' },
    };
    await expect
      .poll(async () => (await a.post('/v1/decisions', request)).body['effect'], { timeout: 5000 })
      .toBe('deny');
  });

  test('decisions of both are in the one log', async () => {
    const request = { action: 'use', data: ['account.email'], purpose: 'run-shop' };
    const { client } = a.booted.app.get(Database);
    const entries = async (): Promise<number> =>
      (await client.decisionSegment.aggregate({ _sum: { entries: true } }))._sum.entries ?? 0;
    await Promise.all([a, b].map((one) => one.booted.app.get(DecisionLog).flush()));
    const before = await entries();
    await Promise.all([a, b].map((one) => one.post('/v1/decisions', request)));

    await Promise.all([a, b].map((one) => one.booted.app.get(DecisionLog).flush()));

    expect((await entries()) - before).toBe(2);
  });

  test('a worker that lost its lease can write nothing any more', async () => {
    await a.post('/v1/events', {
      id: 'zombie',
      type: 'account.closed',
      at: '2026-02-01T00:00:00Z',
      subject: { id: 'zombie' },
    });
    const work = a.booted.app.get(WorkRepository);
    const { client } = a.booted.app.get(Database);
    const old = await work.claim(new Date(NOW), 'zombie', 'patient', []);
    await client.$executeRaw`UPDATE erasure SET lease_until = now() - interval '1 second'`;
    const fresh = await work.claim(new Date(NOW), 'successor', 'patient', []);

    expect(fresh?.id).toBe(old?.id);
    await expect(work.renew(old ?? { id: '', fence: 0n })).rejects.toThrow(LeaseLost);
    await expect(work.renew(fresh ?? { id: '', fence: 0n })).resolves.toBeUndefined();
  });

  test('a hold waits for a step that is just starting, and no step starts after it', async () => {
    const holds = a.booted.app.get(HoldsRepository);
    const order: string[] = [];
    const first = a.booted.app.get(Database).transaction(async (sql) => {
      await holds.lockForStarting(sql);
      order.push('step reads holds');
      await sql.$queryRaw`SELECT 1 FROM pg_sleep(0.3)`;
      order.push('step starts');
    });
    await expect.poll(() => order.length).toBe(1);
    await b.post('/v1/holds', { caseRef: 'case-1', basis: 'order', subject: { id: 'x' } });
    order.push('hold is placed');
    await first;

    expect(order).toEqual(['step reads holds', 'step starts', 'hold is placed']);
  });
});
