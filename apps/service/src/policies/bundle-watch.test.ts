import { sealBundle } from '@troth/compiler';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSigningKey } from '../runtime/keys.ts';
import { northwindPolicy, northwindSince } from '../testing/northwind.ts';
import { TestService } from '../testing/test-service.ts';

let service: TestService;

beforeEach(async () => {
  service = await TestService.start();
});

afterEach(() => service.remove());

const NEXT = northwindSince('2026-02-01', 14);
const USE = { action: 'use', data: ['account.email'], purpose: 'run-shop' };

async function versionInUse(): Promise<string> {
  return String((await service.get('/readyz', null)).body['policyVersion']);
}

test('a new bundle is in use after the next look, and every decision names one version or the other', async () => {
  service.writeBundle(NEXT);
  service.clock.set('2026-06-01T13:00:00Z');

  const before = await versionInUse();
  const [answers] = await Promise.all([
    Promise.all(Array.from({ length: 50 }, () => service.post('/v1/decisions', USE))),
    service.booted.reload(),
  ]);

  expect(before).toBe(northwindPolicy().hash);
  expect(await versionInUse()).toBe(NEXT.hash);
  const named = new Set(answers.map(({ body }) => String(body['policyVersion'])));
  expect([...named].every((hash) => [before, NEXT.hash].includes(hash))).toBe(true);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
});

test('a bundle that is cut off, forged, or no bundle leaves the one before in use, and readiness says so', async () => {
  const before = await versionInUse();
  const file = join(service.dataDir, 'bundle.json');
  const spoil = [
    () => writeFileSync(file, '{"payload":"{'),
    () => service.writeBundleSignedByAnother(NEXT),
    () => writeFileSync(file, ''),
    () => service.writeBundle({ ...NEXT, noticeDays: 0 }),
  ];

  for (const damage of spoil) {
    damage();
    await service.booted.reload();
    const { status, body } = await service.get('/readyz', null);
    expect([status, body['policyVersion'], body['bundle']?.['status']]).toEqual([
      200,
      before,
      'refused',
    ]);
    expect((await service.post('/v1/decisions', USE)).body['effect']).toBe('permit');
  }
  const metrics = await service.get('/metrics');
  expect(metrics.raw.payload).toContain('troth_bundle_refused 1');
  service.clock.set('2026-06-01T13:00:00Z');
  service.writeBundle(NEXT);
  await service.booted.reload();
  expect((await service.get('/readyz', null)).body['bundle']).toEqual({ status: 'in-use' });
});

test('a bundle that was issued before the one in use does not come back', async () => {
  const { privateKey } = openSigningKey(join(service.dataDir, 'signing.key'));
  const write = (policy: typeof NEXT, issuedAt: string): void =>
    writeFileSync(
      join(service.dataDir, 'bundle.json'),
      sealBundle(policy, [], privateKey, { issuedAt: new Date(issuedAt) }),
    );
  service.clock.set('2026-06-01T13:00:00Z');
  write(NEXT, '2026-06-01T12:30:00Z');
  await service.booted.reload();
  service.clock.set('2026-06-01T14:00:00Z');
  write(northwindPolicy(), '2026-06-01T12:00:00Z');
  await service.booted.reload();

  expect(await versionInUse()).toBe(NEXT.hash);
  const { body } = await service.get('/readyz', null);
  expect(String(body['bundle']?.['why'])).toContain('issued before the one in use');
});
