import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBundle } from '@troth/compiler';
import { createPublicKey } from 'node:crypto';
import { northwindPolicy, northwindSince } from '../testing/northwind.ts';
import { TestService } from '../testing/test-service.ts';
import { PolicyStore } from './policy-store.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
});

afterAll(() => service.remove());

test('the bundle is the signed one, and who has it gets 304', async () => {
  const jwks = await service.get('/.well-known/jwks.json', null);
  const first = await service.get('/v1/policy/bundle', null);
  const again = await service.send({
    method: 'GET',
    url: '/v1/policy/bundle',
    token: null,
    headers: { 'if-none-match': String(first.raw.headers.etag) },
  });

  const key = createPublicKey({ format: 'jwk', key: jwks.body['keys']?.[0] ?? {} });
  const { bundle } = openBundle(first.raw.payload, key, 'bundle.json');
  expect(bundle?.policy.hash).toBe(northwindPolicy().hash);
  expect(again.status).toBe(304);
  expect(again.raw.payload).toBe('');
});

test('the page is served without script, cookie or foreign host', async () => {
  const { raw } = await service.get('/privacy', null);

  expect(raw.headers['content-security-policy']).toBe(
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  );
  expect(raw.headers['referrer-policy']).toBe('no-referrer');
  expect(raw.headers['set-cookie']).toBeUndefined();
  const text = raw.payload.replaceAll(/<[^>]+>/g, '').replaceAll(/\s+/g, ' ');
  expect(text).toContain('When you delete an album, it is gone within 30 days.');
});

test('everything the page refers to is served beside it', async () => {
  const { raw } = await service.get('/privacy', null);
  const links = [...raw.payload.matchAll(/(?:href|src)="(\/privacy[^"#]*)"/g)].map(([, at]) => at);

  const statuses = await Promise.all(
    links.map(async (link) => (await service.get(link ?? '', null)).status),
  );

  expect(links).toContain('/privacy/style.css');
  expect(new Set(statuses)).toEqual(new Set([200]));
});

test('a bundle that somebody else signed is not served', async () => {
  const other = await TestService.start();
  await other.stop();
  other.writeBundleSignedByAnother(northwindPolicy());

  await expect(other.start()).rejects.toThrow('the signature does not belong to this bundle');
  await other.remove();
});

describe('of several versions', () => {
  const at = (day: string) => new Date(`${day}T00:00:00Z`);
  const old = northwindPolicy();
  const next = northwindSince('2026-07-01', 14);
  const version = (policy: typeof old, day: string) => ({
    policy,
    dataMaps: [],
    bundle: new Uint8Array(),
    installedAt: at(day),
  });

  test('the last one in effect binds', () => {
    const store = new PolicyStore();
    store.replace([version(old, '2026-01-01'), version(next, '2026-06-01')]);

    expect(store.inForce(at('2025-12-31'))).toBeUndefined();
    expect(store.inForce(at('2026-06-30'))?.policy.hash).toBe(old.hash);
    expect(store.inForce(at('2026-07-01'))?.policy.hash).toBe(next.hash);
  });

  test('who accepted an older one is bound by both, and who accepted an unknown one by all', () => {
    const store = new PolicyStore();
    store.replace([version(old, '2026-01-01'), version(next, '2026-06-01')]);

    const both = store.inForceFor(old.hash, at('2026-07-02')).map(({ policy }) => policy.hash);
    const stranger = store.inForceFor('unheard-of', at('2026-07-02'));

    expect(both).toEqual([next.hash, old.hash]);
    expect(stranger.map(({ policy }) => policy.hash)).toEqual([next.hash, old.hash]);
  });
});
