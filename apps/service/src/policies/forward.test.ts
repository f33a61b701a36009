import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealBundle } from '@troth/compiler';
import type { CompiledPolicy } from '@troth/compiler';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSigningKey } from '../runtime/keys.ts';
import { northwindDataMap, northwindPolicy, northwindSince } from '../testing/northwind.ts';
import { makeDatabase, TEST_POSTGRES_URL } from '../testing/real-postgres.ts';
import type { TestDatabase } from '../testing/real-postgres.ts';
import { TestService } from '../testing/test-service.ts';

const OLD = northwindPolicy();
const NEXT = northwindSince('2026-02-01', 14, '2026-01-20');

if (TEST_POSTGRES_URL === undefined) {
  process.stdout.write('skipped: two replicas on one database need TEST_POSTGRES_URL\n');
}

describe.skipIf(TEST_POSTGRES_URL === undefined)('two replicas on one PostgreSQL', () => {
  let database: TestDatabase;
  let a: TestService;
  let b: TestService;

  beforeAll(async () => {
    database = await makeDatabase(TEST_POSTGRES_URL ?? '');
    const now = '2026-06-01T12:00:00Z';
    a = await TestService.start({ now, config: { databaseUrl: database.url } });
    const signingKey = join(a.dataDir, 'signing.key');
    const pseudonymKey = join(a.dataDir, 'pseudonym.key');
    b = await TestService.start({
      now,
      dataDir: mkdtempSync(join(tmpdir(), 'troth-service-')),
      config: { databaseUrl: database.url, signingKey, pseudonymKey },
      keyFile: signingKey,
    });
  });

  afterAll(async () => {
    await a.remove();
    await b.remove();
    await database.drop();
  });

  function deliver(to: TestService, policy: CompiledPolicy, issuedAt: string): void {
    const { privateKey } = openSigningKey(join(a.dataDir, 'signing.key'));
    const at = new Date(issuedAt);
    const text = sealBundle(policy, [northwindDataMap], privateKey, { issuedAt: at });
    writeFileSync(join(to.dataDir, 'bundle.json'), text);
  }

  async function inUse(): Promise<readonly string[]> {
    for (const one of [a, b, a]) await one.booted.reload();
    const answers = [await a.get('/readyz', null), await b.get('/readyz', null)];
    return answers.map(({ body }) => String(body['policyVersion']));
  }

  test('one that has not heard yet of a newer version does not put its older one back for all', async () => {
    deliver(a, NEXT, '2026-06-01T12:30:00Z');
    await a.booted.reload();

    deliver(b, OLD, '2026-06-01T12:10:00Z');
    await b.booted.reload();

    expect(await inUse()).toEqual([NEXT.hash, NEXT.hash]);
    const { body } = await b.get('/readyz', null);
    expect(String(body['bundle']?.['why'])).toContain(
      'published on 2026-01-01, before the one in use (2026-01-20)',
    );
  });

  test('one that starts again with the release of before serves what the others serve', async () => {
    await b.stop();
    deliver(b, OLD, '2026-06-01T13:00:00Z');
    await b.start();

    expect(await inUse()).toEqual([NEXT.hash, NEXT.hash]);
    expect((await b.get('/readyz', null)).body['bundle']?.['status']).toBe('refused');
  });

  test('an operator who states it goes back, which is in the audit log first, and counts once', async () => {
    const file = join(b.dataDir, 'rollback.json');
    const stated = {
      from: '2026-01-20',
      to: OLD.hash,
      by: 'Ines on call',
      because: 'a wrong clause',
    };
    writeFileSync(file, JSON.stringify({ ...stated, from: 'another' }));
    deliver(b, OLD, '2026-06-01T13:10:00Z');
    const misstated = await inUse();

    writeFileSync(file, JSON.stringify(stated));
    deliver(b, OLD, '2026-06-01T13:20:00Z');
    const back = await inUse();
    deliver(a, NEXT, '2026-06-01T13:30:00Z');

    expect(misstated).toEqual([NEXT.hash, NEXT.hash]);
    expect(back).toEqual([OLD.hash, OLD.hash]);
    expect(await inUse()).toEqual([NEXT.hash, NEXT.hash]);
    expect(existsSync(file)).toBe(false);
    const log = (await a.get('/v1/audit')).raw.payload;
    expect(log).toContain('policy-rollback');
    expect(log).toContain('Ines on call');
  });

  test('of two that install at once the newer one is in use everywhere', async () => {
    deliver(a, NEXT, '2026-06-01T14:00:00Z');
    deliver(b, NEXT, '2026-06-01T14:10:00Z');

    await Promise.all([a.booted.reload(), b.booted.reload()]);
    await inUse();

    const tags = [a, b].map(async (one) => (await one.get('/v1/policy/bundle', null)).raw.payload);
    const [first, second] = await Promise.all(tags);
    expect(first).toBe(second);
    expect(first).toContain('2026-06-01T14:10:00.000Z');
  });
});
