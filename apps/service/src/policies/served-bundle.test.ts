import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sealBundle } from '@troth/compiler';
import type { CompiledPolicy } from '@troth/compiler';
import { Guard } from '@troth/guard';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSigningKey } from '../runtime/keys.ts';
import { northwindDataMap, northwindPolicy, northwindSince } from '../testing/northwind.ts';
import { TestService } from '../testing/test-service.ts';

let service: TestService;

beforeEach(async () => {
  service = await TestService.start({ now: '2026-06-01T12:00:00Z' });
});

afterEach(() => service.remove());

const OLD = northwindPolicy();
const NEXT = northwindSince('2026-02-01', 14, '2026-01-20');

function key() {
  return openSigningKey(join(service.dataDir, 'signing.key'));
}

/** What `troth bundle` writes, at a time. */
function deliver(policy: CompiledPolicy, issuedAt: string): void {
  const at = new Date(issuedAt);
  const text = sealBundle(policy, [northwindDataMap], key().privateKey, { issuedAt: at });
  writeFileSync(join(service.dataDir, 'bundle.json'), text);
}

async function served(query = ''): Promise<{ readonly text: string; readonly etag: string }> {
  const { status, raw } = await service.get(`/v1/policy/bundle${query}`, null);
  expect(status).toBe(200);
  return { text: raw.payload, etag: String(raw.headers.etag) };
}

/** A guard that asks this service, on this service's clock. */
async function guardOfService(alarms: string[], instead?: () => string): Promise<Guard> {
  const ask: typeof globalThis.fetch = async (url, init) => {
    const headers = Object.fromEntries(new Headers(init?.headers));
    const at = new Request(url).url.replace('https://troth.example', '');
    const answer = await service.send({ method: 'GET', url: at, token: null, headers });
    if (instead !== undefined) return new Response(instead());
    const isEmpty = answer.status === 304;
    return new Response(isEmpty ? null : answer.raw.payload, { status: answer.status });
  };
  return startGuard({ service: { url: 'https://troth.example' }, fetch: ask, alarms });
}

async function startGuard(from: {
  readonly alarms: string[];
  readonly service?: { readonly url: string };
  readonly fetch?: typeof globalThis.fetch;
  readonly bundleFile?: string;
}): Promise<Guard> {
  const { alarms, ...source } = from;
  const guard = await Guard.start({
    application: 'shop',
    publicKey: key().publicKey,
    onDenial: () => undefined,
    onAlarm: (message) => alarms.push(message),
    audit: () => Promise.resolve(),
    now: () => service.clock.now(),
    ...source,
  });
  guard.stop();
  return guard;
}

test('what a service serves after a month is new to a guard that reads it from a file; what it was started with has expired', async () => {
  deliver(OLD, '2026-06-01T11:00:00Z');
  await service.booted.reload();
  service.clock.set('2026-07-01T08:00:00Z');
  const file = join(service.dataDir, 'deployed.json');
  writeFileSync(file, (await served()).text);

  const deployed = await startGuard({ alarms: [], bundleFile: file });
  const started = await startGuard({
    alarms: [],
    bundleFile: join(service.dataDir, 'bundle.json'),
  });

  expect(deployed.status()).toMatchObject({
    policyVersion: OLD.hash,
    confirmedAt: new Date('2026-07-01T00:00:00Z'),
  });
  expect(started.status()).toEqual({
    bundle: 'expired',
    feed: 'none',
    confirmedAt: new Date('2026-06-01T11:00:00Z'),
  });
});

test('the tag changes at midnight UTC, and only then', async () => {
  const noon = await served();
  service.clock.set('2026-06-01T23:59:59Z');
  const late = await served();
  service.clock.set('2026-06-02T00:00:00Z');
  const next = await served();

  expect(late.etag).toBe(noon.etag);
  expect(next.etag).not.toBe(noon.etag);
});

test('two replicas with one key serve the same bytes', async () => {
  service.clock.set('2026-06-09T10:00:00Z');
  const keyFile = join(service.dataDir, 'signing.key');
  const other = await TestService.start({
    now: '2026-06-09T22:00:00Z',
    keyFile,
    config: { signingKey: keyFile },
  });
  const there = await other.get('/v1/policy/bundle', null);
  await other.remove();

  expect((await served()).text).toBe(there.raw.payload);
});

test('a guard follows from day to day, and takes what legal delivers in between', async () => {
  const alarms: string[] = [];
  const guard = await guardOfService(alarms);
  const before = guard.status();
  service.clock.set('2026-06-02T09:00:00Z');
  await guard.refresh();
  deliver(NEXT, '2026-06-01T18:00:00Z');
  await service.booted.reload();
  await guard.refresh();
  const after = guard.status();
  service.clock.set('2026-06-09T09:00:00Z');
  await guard.refresh();

  expect([before.policyVersion, after.policyVersion]).toEqual([OLD.hash, NEXT.hash]);
  expect(guard.status()).toMatchObject({ bundle: 'fresh', policyVersion: NEXT.hash });
  expect(alarms).toEqual([]);
});

test('the bundle of an older version is given by hash and by date, byte for byte as it was installed', async () => {
  const file = join(service.dataDir, 'bundle.json');
  deliver(OLD, '2026-06-01T11:00:00Z');
  await service.booted.reload();
  const old = readFileSync(file, 'utf8');
  service.clock.set('2026-06-03T12:00:00Z');
  deliver(NEXT, '2026-06-03T11:00:00Z');
  await service.booted.reload();

  const byHash = await served(`?version=${OLD.hash}`);
  const byDate = await served('?version=2026-01-01');
  const unknown = await service.get(`/v1/policy/bundle?version=${'0'.repeat(64)}`, null);
  const wrong = await service.get('/v1/policy/bundle?versoin=x', null);

  expect([byHash.text, byDate.text]).toEqual([old, old]);
  expect([unknown.status, wrong.status]).toEqual([404, 400]);
});

test('an older version that somebody passes for the one in force is refused by a guard', async () => {
  deliver(OLD, '2026-06-01T11:00:00Z');
  await service.booted.reload();
  service.clock.set('2026-06-03T12:00:00Z');
  deliver(NEXT, '2026-06-03T11:00:00Z');
  await service.booted.reload();
  const older = await served(`?version=${OLD.hash}`);
  const current = await served();
  const alarms: string[] = [];
  let answer = current.text;
  const guard = await guardOfService(alarms, () => answer);

  answer = older.text;
  await guard.refresh();

  expect(guard.status().policyVersion).toBe(NEXT.hash);
  expect(alarms.join()).toContain('older than one already in force');
});
