import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestService } from '../testing/test-service.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
});

afterAll(() => service.remove());

const NEWS = { action: 'use', data: ['account.email'], purpose: 'news', subject: { id: 'u-1' } };

test('a deny says what would have had to be different, and the service permits that', async () => {
  const request = { action: 'use', data: ['account.email', 'orders'], purpose: 'run-shop' };

  const { status, body } = await service.post('/v1/decisions/explain', request);
  const again = await service.post('/v1/decisions', { ...request, data: ['account.email'] });

  expect(status).toBe(200);
  expect(body).toMatchObject({
    effect: 'deny',
    categories: [
      { category: 'account.email', effect: 'permit', reasons: ['use.shop'] },
      { category: 'orders', effect: 'deny' },
    ],
    alternatives: [
      {
        changes: [{ what: 'data', from: request.data, to: ['account.email'] }],
        reasons: ['use.shop'],
      },
    ],
    isCutOff: false,
  });
  expect(again.body).toMatchObject({ effect: 'permit', reasons: ['use.shop'] });
});

test('what is on record of the subject is explained too, and not told beyond that', async () => {
  await service.post('/v1/events', {
    id: 'e-explained',
    type: 'consent.withdrawn',
    at: '2026-06-01T11:00:00Z',
    subject: { id: 'u-1' },
    purpose: 'news',
  });

  const { body } = await service.post('/v1/decisions/explain', NEWS);

  const changes = [
    { what: 'record.objection', from: true, to: false, clauses: ['use.news', 'use.news-opt-out'] },
  ];
  expect(body['alternatives']).toContainEqual({ changes, obligations: [], reasons: ['use.news'] });
});

test('an explanation is about one request, and an unknown field is refused', async () => {
  const { status } = await service.post('/v1/decisions/explain', { requests: [NEWS] });

  expect(status).toBe(400);
});
