import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LoopbackIssuer } from '../testing/loopback-issuer.ts';
import { TestService } from '../testing/test-service.ts';

const AT = Date.parse('2026-06-01T12:00:00Z') / 1000;
const CLAIMS = { sub: 'p-1', aud: 'troth', iat: AT - 60, exp: AT + 600, auth_time: AT - 60 };

/** Who is in the audit log once somebody of this `sub` has signed in at this issuer. */
async function actorsAfter(issuer: LoopbackIssuer, dataDir: string): Promise<readonly unknown[]> {
  issuer.addKey('ed', 'EdDSA');
  const oidc = {
    issuer: issuer.issuer,
    audience: 'troth',
    scopesClaim: 'scope',
    maxAgeSeconds: 3600,
    acrValues: [],
  };
  const service = await TestService.start({ dataDir, config: { oidc } });
  const token = await issuer.sign({ ...CLAIMS, scope: 'holds', amr: ['mfa'] }, { kid: 'ed' });
  await service.get('/v1/holds', token);
  const { body } = await service.get('/v1/audit');
  const entries: readonly { readonly leaf: string }[] = body['entries'] ?? [];
  await service.stop();
  return entries.map(({ leaf }) => (JSON.parse(leaf) as { readonly actor?: string }).actor);
}

test('the same `sub` of two issuers is two people', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'troth-issuers-'));
  const [first, second] = [await LoopbackIssuer.start(), await LoopbackIssuer.start()];

  await actorsAfter(first, dataDir);
  const again = await actorsAfter(first, dataDir);
  const actors = await actorsAfter(second, dataDir);
  await first.stop();
  await second.stop();

  expect(actors).toHaveLength(3);
  expect(again[0]).toMatch(/^act_/);
  expect(again).toEqual([actors[0], actors[0]]);
  expect(actors[2]).not.toBe(actors[0]);
});
