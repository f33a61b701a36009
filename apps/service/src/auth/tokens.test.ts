import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Database } from '../database/database.ts';
import { TestService } from '../testing/test-service.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
});

beforeEach(() => service.clock.set('2026-06-01T12:00:00Z'));

afterAll(() => service.remove());

interface Made {
  readonly id: string;
  readonly token: string;
}

async function make(more: object = {}): Promise<Made> {
  const { status, body } = await service.post('/v1/tokens', {
    name: 'shop',
    scopes: ['holds'],
    ...more,
  });
  expect(status).toBe(201);
  return { id: String(body['id']), token: String(body['token']) };
}

async function rotate(id: string, body: object = { overlapSeconds: 600 }): Promise<string> {
  const answer = await service.post(`/v1/tokens/${id}/rotate`, body);
  expect(answer.status).toBe(200);
  return String(answer.body['token']);
}

async function statusOf(token: string): Promise<number> {
  return (await service.get('/v1/holds', token)).status;
}

test('after a rotation both secrets open for the overlap, then the new one alone', async () => {
  const { id, token } = await make();
  const next = await rotate(id);
  const both = [await statusOf(token), await statusOf(next)];
  service.clock.set('2026-06-01T12:09:59.999Z');
  const late = await statusOf(token);
  service.clock.set('2026-06-01T12:10:00Z');

  expect(next).not.toBe(token);
  expect([...both, late]).toEqual([200, 200, 200]);
  expect([await statusOf(token), await statusOf(next)]).toEqual([401, 200]);
});

test('without an overlap the old secret opens nothing from that moment on', async () => {
  const { id, token } = await make();
  await statusOf(token);
  const next = await rotate(id, { overlapSeconds: 0 });

  expect([await statusOf(token), await statusOf(next)]).toEqual([401, 200]);
});

test('of three secrets the last two open, and a revocation ends all', async () => {
  const { id, token } = await make();
  const second = await rotate(id);
  const third = await rotate(id);
  const before = [await statusOf(token), await statusOf(second), await statusOf(third)];
  await service.send({ method: 'DELETE', url: `/v1/tokens/${id}` });

  expect(before).toEqual([401, 200, 200]);
  expect([await statusOf(second), await statusOf(third)]).toEqual([401, 401]);
  expect((await service.post(`/v1/tokens/${id}/rotate`, { overlapSeconds: 0 })).status).toBe(404);
});

test('a token ends when it says, also where it was seen a moment ago', async () => {
  const { token } = await make({ expiresAt: '2026-06-01T12:00:00.500Z' });
  const before = await statusOf(token);
  service.clock.set('2026-06-01T12:00:00.500Z');

  expect([before, await statusOf(token)]).toEqual([200, 401]);
});

test('a token of which no end is said ends after 366 days', async () => {
  const { token } = await make();
  service.clock.set('2027-06-02T11:59:59.999Z');
  const before = await statusOf(token);
  service.clock.set('2027-06-02T12:00:00Z');

  expect([before, await statusOf(token)]).toEqual([200, 401]);
});

test('a token of before, without an end, is flagged at each start until a rotation gives it one', async () => {
  const { id } = await make();
  await service.booted.app.get(Database).client.$executeRaw`
    UPDATE token SET expires_at = NULL WHERE id = ${id}`;
  await service.stop();
  await service.start();
  const flagged = service.log.lines.filter((line) => line.includes('tokens-without-end'));
  const next = await rotate(id);
  await service.stop();
  service.log.lines.length = 0;
  await service.start();
  service.clock.set('2027-06-03T12:00:00Z');

  expect(flagged).toEqual(['{"event":"tokens-without-end","count":1}']);
  expect(service.log.lines.join()).not.toContain('tokens-without-end');
  expect(await statusOf(next)).toBe(401);
});

test('a rotation can move the end, but not that of the secret before', async () => {
  const { id, token } = await make({ expiresAt: '2026-06-01T12:05:00Z' });
  const next = await rotate(id, { overlapSeconds: 600, expiresAt: '2026-07-01T00:00:00Z' });
  service.clock.set('2026-06-01T12:05:00Z');

  expect([await statusOf(token), await statusOf(next)]).toEqual([401, 200]);
});

test.each([
  [{ name: 'shop', scopes: ['holds'], expiresAt: '2026-06-01T12:00:00Z' }, 'expiresAt'],
  [{ name: 'shop', scopes: ['holds'], expiresAt: 'soon' }, 'expiresAt'],
  [{ name: 'shop', scopes: ['holds'], expiresAt: '2027-06-02T12:00:01Z' }, 'expiresAt'],
  [{ name: 'shop', scopes: ['holds'], perSecond: 0 }, 'perSecond'],
])('%j is refused', async (body, field) => {
  const answer = await service.post('/v1/tokens', body);
  const errors: readonly { readonly field: string }[] = answer.body['errors'] ?? [];

  expect([answer.status, errors.map((error) => error.field)]).toEqual([400, [field]]);
});

test('nobody gets a secret with scopes they lack by a rotation', async () => {
  const { id } = await make();
  const clerk = await make({ name: 'clerk', scopes: ['tokens'] });
  const url = `/v1/tokens/${id}/rotate`;

  expect((await service.post(url, { overlapSeconds: 0 }, clerk.token)).status).toBe(403);
});

test('of two rotations at once one happens, or one comes after the other', async () => {
  const { id, token } = await make();
  const url = `/v1/tokens/${id}/rotate`;

  const answers = await Promise.all([
    service.post(url, { overlapSeconds: 0 }),
    service.post(url, { overlapSeconds: 0 }),
  ]);
  const opened = await Promise.all(answers.map(({ body }) => statusOf(body['token'] ?? 'none')));

  expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
  expect(opened.filter((status) => status === 200)).toHaveLength(1);
  expect(await statusOf(token)).toBe(401);
});

test('a token over its rate waits, whichever of its secrets it shows, and others do not', async () => {
  const { id, token } = await make({ perSecond: 2 });
  const other = await make();
  const next = await rotate(id);
  const within = [await statusOf(token), await statusOf(next)];
  const over = await service.get('/v1/holds', next);
  service.clock.set('2026-06-01T12:00:00.500Z');

  expect(within).toEqual([200, 200]);
  expect([over.status, over.raw.headers['retry-after']]).toEqual([429, '1']);
  expect([await statusOf(other.token), await statusOf(token)]).toEqual([200, 200]);
});

test('the list shows ends and rates, and the database holds no secret', async () => {
  const { id, token } = await make({ expiresAt: '2026-06-02T00:00:00+02:00', perSecond: 5 });
  const next = await rotate(id);

  const { body } = await service.get('/v1/tokens');
  const tokens: readonly { readonly id: string }[] = body['tokens'] ?? [];
  expect(tokens.find((one) => one.id === id)).toEqual({
    id,
    name: 'shop',
    kind: 'service',
    scopes: ['holds'],
    createdAt: '2026-06-01T12:00:00.000Z',
    expiresAt: '2026-06-01T22:00:00.000Z',
    perSecond: 5,
    previousUntil: '2026-06-01T12:10:00.000Z',
  });
  const dump = await service.dump();
  expect([token, next].filter((secret) => dump.includes(secret))).toEqual([]);
});
