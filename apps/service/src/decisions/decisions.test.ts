import { afterAll, beforeAll, expect, test } from 'vitest';
import { northwindSince } from '../testing/northwind.ts';
import { TestService } from '../testing/test-service.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
});

afterAll(() => service.remove());

const SHOP = { action: 'use', data: ['account.email'], purpose: 'run-shop' };
const NEWS = { action: 'use', data: ['account.email'], purpose: 'news', subject: { id: 'u-1' } };

test('a declared use is permitted, and the answer names clause, version and itself', async () => {
  const { status, body } = await service.post('/v1/decisions', SHOP);

  expect(status).toBe(200);
  expect(body).toMatchObject({ effect: 'permit', obligations: [], reasons: ['use.shop'] });
  expect(body['policyVersion']).toMatch(/^[0-9a-f]{64}$/);
  expect(body['decisionId']).toMatch(/^[0-9a-f-]{36}$/);
  expect(typeof body['explanation']).toBe('string');
});

test('an unknown purpose is denied with 200, not refused', async () => {
  const { status, body } = await service.post('/v1/decisions', { ...SHOP, purpose: 'resale' });

  expect(status).toBe(200);
  expect(body).toMatchObject({ effect: 'deny' });
});

test('many requests are answered in their order', async () => {
  const requests = [SHOP, { ...SHOP, purpose: 'resale' }, SHOP];

  const { body } = await service.post('/v1/decisions', { requests });

  expect(body['decisions']).toMatchObject([
    { effect: 'permit' },
    { effect: 'deny' },
    { effect: 'permit' },
  ]);
});

test('a thousand requests are one call, and one more is refused', async () => {
  const many = Array.from({ length: 1000 }, () => SHOP);

  const fits = await service.post('/v1/decisions', { requests: many });
  const over = await service.post('/v1/decisions', { requests: [...many, SHOP] });

  expect(fits.body['decisions']).toHaveLength(1000);
  expect(over.status).toBe(400);
  expect(over.body['errors']).toMatchObject([{ pointer: '/requests' }]);
});

test('an objection counts from the moment its event is accepted', async () => {
  const before = await service.post('/v1/decisions', NEWS);
  await service.post('/v1/events', {
    id: 'e-optout',
    type: 'consent.withdrawn',
    at: '2026-06-01T11:00:00Z',
    subject: { id: 'u-1' },
    purpose: 'news',
  });
  const after = await service.post('/v1/decisions', NEWS);

  expect(before.body).toMatchObject({ effect: 'permit' });
  expect(after.body).toMatchObject({ effect: 'deny' });
});

test('an older consent that arrives late does not undo a newer objection', async () => {
  const about = { subject: { id: 'u-2' }, purpose: 'news' };
  await service.post('/v1/events', {
    ...about,
    id: 'e-late-1',
    type: 'consent.withdrawn',
    at: '2026-05-02T00:00:00Z',
  });
  await service.post('/v1/events', {
    ...about,
    id: 'e-late-2',
    type: 'consent.given',
    at: '2026-05-01T00:00:00Z',
  });

  const { body } = await service.post('/v1/decisions', { ...NEWS, subject: { id: 'u-2' } });

  expect(body).toMatchObject({ effect: 'deny' });
});

test('a subject of the same id in another tenant keeps its own word', async () => {
  await service.post('/v1/events', {
    id: 'e-tenant',
    type: 'consent.withdrawn',
    at: '2026-05-02T00:00:00Z',
    subject: { id: 'u-3', tenant: 'a' },
    purpose: 'news',
  });

  const [a, b] = await Promise.all(
    ['a', 'b'].map((tenant) =>
      service.post('/v1/decisions', { ...NEWS, subject: { id: 'u-3', tenant } }),
    ),
  );

  expect(a?.body).toMatchObject({ effect: 'deny' });
  expect(b?.body).toMatchObject({ effect: 'permit' });
});

test('an objection is still in force after a restart', async () => {
  await service.post('/v1/events', {
    id: 'e-restart',
    type: 'consent.withdrawn',
    at: '2026-05-02T00:00:00Z',
    subject: { id: 'u-4' },
    purpose: 'news',
  });
  await service.stop();
  await service.start();

  const { body } = await service.post('/v1/decisions', { ...NEWS, subject: { id: 'u-4' } });

  expect(body).toMatchObject({ effect: 'deny' });
});

test('a second factor that a plain token claims for a person is not believed', async () => {
  const made = await service.post('/v1/tokens', { name: 'crm', scopes: ['decisions'] });
  const request = {
    action: 'access',
    data: ['account.email'],
    purpose: 'run-shop',
    subject: { id: 'u-9' },
    actor: { id: 'p-1', kind: 'person', amr: ['pwd', 'otp'], authTime: '2026-06-01T11:59:00Z' },
  };

  const claimed = await service.post('/v1/decisions', request, made.body['token']);
  const asserted = await service.post('/v1/decisions', request);

  expect(claimed.body).toMatchObject({ effect: 'deny' });
  expect(asserted.body).toMatchObject({ effect: 'permit' });
});

test('an access by a person is in the audit log before the answer, by pseudonym', async () => {
  const request = {
    action: 'access',
    data: ['account.email'],
    purpose: 'run-shop',
    subject: { id: 'u-secret-17' },
    actor: { id: 'p-secret-4', kind: 'person' },
  };

  const { body } = await service.post('/v1/decisions', request);
  const log = await service.get('/v1/audit?from=0&limit=1000');

  expect(log.raw.payload).toContain(body['decisionId']);
  expect(log.raw.payload).not.toContain('u-secret-17');
  expect(log.raw.payload).not.toContain('p-secret-4');
});

test('a version announced for later decides nothing before its day, and everything from then on', async () => {
  const other = await TestService.start({ now: '2026-06-01T12:00:00Z' });
  const first = await other.post('/v1/decisions', SHOP);
  await other.stop();
  other.writeBundle(northwindSince('2026-07-01', 14));
  other.clock.set('2026-06-02T00:00:00Z');
  await other.start();

  const announced = await other.post('/v1/decisions', SHOP);
  const versions = await other.get('/v1/policy/versions', null);
  other.clock.set('2026-07-01T00:00:00Z');
  const inForce = await other.post('/v1/decisions', SHOP);
  await other.remove();

  expect(announced.body['policyVersion']).toBe(first.body['policyVersion']);
  expect(versions.body['versions']).toMatchObject([
    { effective: '2026-07-01', status: 'scheduled' },
    { effective: '2026-01-01', status: 'in-force' },
  ]);
  expect(inForce.body['policyVersion']).not.toBe(first.body['policyVersion']);
});
