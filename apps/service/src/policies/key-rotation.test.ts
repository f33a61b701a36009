import { generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyId, openBundle, sealBundle, signer } from '@troth/compiler';
import { expect, test } from 'vitest';
import { openSigningKey } from '../runtime/keys.ts';
import { northwindDataMap, northwindPolicy, northwindSince } from '../testing/northwind.ts';
import { TestService } from '../testing/test-service.ts';

const OLD = northwindPolicy();
const NEXT = northwindSince('2026-02-01', 14, '2026-01-20');

function deliver(service: TestService, policy: typeof OLD, issuedAt: string): void {
  const { privateKey } = openSigningKey(join(service.dataDir, 'signing.key'));
  const at = new Date(issuedAt);
  const text = sealBundle(policy, [northwindDataMap], privateKey, { issuedAt: at });
  writeFileSync(join(service.dataDir, 'bundle.json'), text);
}

const pemOf = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString();

test('with a new key the service signs everything by it, older versions too, and says both keys while the one of before counts', async () => {
  const service = await TestService.start({ now: '2026-06-01T12:00:00Z' });
  deliver(service, NEXT, '2026-06-01T12:30:00Z');
  await service.booted.reload();
  await service.stop();
  const keyFile = join(service.dataDir, 'signing.key');
  const before = openSigningKey(keyFile);
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(`${keyFile}.trusted`, `${pemOf(before.publicKey)}${pemOf(publicKey)}`);
  deliver(service, NEXT, '2026-06-01T13:00:00Z');
  await service.start();

  const jwks = await service.get('/.well-known/jwks.json', null);
  const current = await service.get('/v1/policy/bundle', null);
  const older = await service.get(`/v1/policy/bundle?version=${OLD.hash}`, null);
  const page = await service.get('/v1/subjects/feed?after=');

  const kids = JSON.parse(jwks.raw.payload) as { keys: { kid: string }[] };
  expect(kids.keys.map(({ kid }) => kid)).toEqual([keyId(publicKey), before.jwk.kid]);
  for (const { raw } of [current, older])
    expect(openBundle(raw.payload, publicKey, 'bundle').bundle?.kid).toBe(keyId(publicKey));
  const { payload, signature } = JSON.parse(page.raw.payload) as Record<string, string>;
  expect(signer(payload ?? '', signature ?? '', publicKey)).toBe(publicKey);
  expect(payload).toContain(`"kid":"${keyId(publicKey)}"`);
  await service.remove();
});

test('a key that was struck off vouches for nothing any more', async () => {
  const service = await TestService.start({ now: '2026-06-01T12:00:00Z' });
  deliver(service, NEXT, '2026-06-01T12:30:00Z');
  await service.booted.reload();
  await service.stop();
  const { privateKey } = generateKeyPairSync('ed25519');
  const keyFile = join(service.dataDir, 'signing.key');
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const stolen = readFileSync(join(service.dataDir, 'bundle.json'), 'utf8');
  await expect(service.start()).rejects.toThrow('which is not trusted here');
  deliver(service, NEXT, '2026-06-01T13:00:00Z');
  await service.start();

  const older = await service.get(`/v1/policy/bundle?version=${OLD.hash}`, null);
  writeFileSync(join(service.dataDir, 'bundle.json'), stolen);
  await service.booted.reload();

  expect(older.status).toBe(404);
  expect((await service.get('/readyz', null)).body['bundle']?.['status']).toBe('refused');
  await service.remove();
});
