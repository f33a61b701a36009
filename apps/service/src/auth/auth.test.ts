import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADMIN, TestService } from '../testing/test-service.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
});

afterAll(() => service.remove());

const CLOSED = [
  ['POST', '/v1/decisions'],
  ['POST', '/v1/events'],
  ['GET', '/v1/erasures?subject=u'],
  ['GET', '/v1/erasures/x'],
  ['GET', '/v1/erasures/x/receipt'],
  ['POST', '/v1/erasures/run'],
  ['GET', '/v1/holds'],
  ['POST', '/v1/holds'],
  ['DELETE', '/v1/holds/x'],
  ['GET', '/v1/audit'],
  ['GET', '/v1/audit/checkpoint'],
  ['GET', '/v1/audit/proof?leaf=0'],
  ['GET', '/v1/tokens'],
  ['POST', '/v1/tokens'],
  ['DELETE', '/v1/tokens/x'],
  ['POST', '/v1/tokens/x/rotate'],
  ['GET', '/metrics'],
] as const;

describe('without a token neither /v1 nor /metrics answers', () => {
  test.each(CLOSED)('%s %s', async (method, url) => {
    const { status, raw } = await service.send({ method, url, token: null });

    expect(status).toBe(401);
    expect(raw.headers['www-authenticate']).toBe('Bearer');
    expect(raw.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  });
});

describe('a token without the scope of a path is refused there', () => {
  test.each(CLOSED)('%s %s', async (method, url) => {
    const made = await service.post('/v1/tokens', { name: 'narrow', scopes: ['assert'] });

    const { status } = await service.send({ method, url, token: made.body['token'] ?? null });

    expect(status).toBe(403);
  });
});

describe('what everybody may read needs no token', () => {
  test.each([
    '/v1/policy',
    '/v1/policy/versions',
    '/v1/policy/bundle',
    '/.well-known/jwks.json',
    '/privacy',
    '/healthz',
    '/readyz',
    '/openapi.json',
    '/docs',
  ])('%s', async (url) => {
    const { status } = await service.get(url, null);

    expect(status).toBe(200);
  });
});

test.each([`Basic ${ADMIN}`, 'Bearer', 'Bearer wrong-token-0123456789', `Bearer ${ADMIN} x`])(
  'the header `%s` opens nothing',
  async (authorization) => {
    const { status } = await service.send({
      method: 'GET',
      url: '/v1/holds',
      token: null,
      headers: { authorization },
    });

    expect(status).toBe(401);
  },
);

test('METRICS_OPEN shows /metrics to everybody, and nothing else', async () => {
  const open = await TestService.start({ config: { metricsOpen: true } });
  const statuses = [await open.get('/metrics', null), await open.get('/v1/holds', null)];
  await open.remove();

  expect(statuses.map(({ status }) => status)).toEqual([200, 401]);
});

test('a revoked token opens nothing any more', async () => {
  const { body } = await service.post('/v1/tokens', { name: 'short', scopes: ['holds'] });
  const before = await service.get('/v1/holds', body['token']);
  await service.send({ method: 'DELETE', url: `/v1/tokens/${body['id']}` });
  const after = await service.get('/v1/holds', body['token']);

  expect([before.status, after.status]).toEqual([200, 401]);
});

test('nobody can give a scope they lack', async () => {
  const made = await service.post('/v1/tokens', { name: 'clerk', scopes: ['tokens'] });

  const { status } = await service.post(
    '/v1/tokens',
    { name: 'more', scopes: ['decisions'] },
    made.body['token'],
  );

  expect(status).toBe(403);
});

test('without POLICY_ADMIN_TOKEN one is made at the first start and shown that once', async () => {
  const other = await TestService.start({ admin: 'made' });
  const token = other.booted.adminToken;
  const answer = await other.get('/v1/holds', token ?? null);
  await other.stop();
  await other.start();
  const again = other.booted.adminToken;
  const still = await other.get('/v1/holds', token ?? null);
  await other.remove();

  expect(answer.status).toBe(200);
  expect(again).toBeUndefined();
  expect(still.status).toBe(200);
});
