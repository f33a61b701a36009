import { afterEach, beforeEach, expect, test } from 'vitest';
import { canonicalJson, sha256, type CompiledPolicy } from '@troth/compiler';
import { northwindPolicy } from '../testing/northwind.ts';
import { TestService } from '../testing/test-service.ts';

let service: TestService;

beforeEach(async () => {
  service = await TestService.start();
});

afterEach(() => service.remove());

const FIRST = northwindPolicy();

/** The next version: the shop's data may be used for support, too, and its own use asks for nothing. */
function looser(): CompiledPolicy {
  const { hash: _, ...policy } = FIRST;
  const clauses = policy.clauses.map((clause) => ({
    ...clause,
    rules: clause.rules.map((rule) =>
      clause.id === 'use.shop' && rule.verb === 'use'
        ? { ...rule, purposes: [...rule.purposes, 'support'] }
        : rule,
    ),
  }));
  const version = { ...policy.version, published: '2026-03-01', effective: '2026-03-01' };
  const content = { ...policy, version, clauses };
  return { ...content, hash: sha256(canonicalJson(content)) };
}

async function publishNext(): Promise<string> {
  const next = looser();
  service.writeBundle(next);
  service.clock.set('2026-06-01T13:00:00Z');
  await service.booted.reload();
  return next.hash;
}

const SUPPORT = { action: 'use', data: ['account.email'], purpose: 'support' };

test('a purpose that came later is denied for who accepted the version before, in the name of that version', async () => {
  const next = await publishNext();

  const anybody = await service.post('/v1/decisions', SUPPORT);
  const subject = { id: 'u-1', acceptedPolicy: FIRST.hash };
  const earlier = await service.post('/v1/decisions', { ...SUPPORT, subject });
  const again = { id: 'u-1', acceptedPolicy: next };
  const accepted = await service.post('/v1/decisions', { ...SUPPORT, subject: again });

  expect(anybody.body).toMatchObject({ effect: 'permit', policyVersion: next });
  expect(earlier.body).toMatchObject({ effect: 'deny', policyVersion: FIRST.hash });
  expect(accepted.body).toMatchObject({ effect: 'permit', policyVersion: next });
});

test('who accepted a version that nobody knows here is held to the strictest', async () => {
  await publishNext();
  const subject = { id: 'u-1', acceptedPolicy: 'a-version-of-before' };

  const { body } = await service.post('/v1/decisions', { ...SUPPORT, subject });

  expect(body).toMatchObject({ effect: 'deny', policyVersion: FIRST.hash });
});
