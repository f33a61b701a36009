import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestService } from '../testing/test-service.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
});

afterAll(() => service.remove());

describe('a browser that opens an answer runs nothing in it, guesses no type and frames it nowhere', () => {
  test.each([
    '/privacy',
    '/docs',
    '/openapi.json',
    '/v1/policy',
    '/v1/audit',
    '/v1/decisions',
    '/metrics',
    '/nowhere',
  ])('%s', async (url) => {
    const { raw } = await service.get(url, null);
    const policy = String(raw.headers['content-security-policy']);

    expect(raw.headers['x-content-type-options']).toBe('nosniff');
    expect(raw.headers['referrer-policy']).toBe('no-referrer');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('script-src');
    expect(raw.headers['content-type']).toMatch(/charset=utf-8/);
  });
});

test('what is answered to the holder of a token is kept in no cache', async () => {
  const { status, raw } = await service.get('/v1/holds');

  expect(status).toBe(200);
  expect(raw.headers['cache-control']).toBe('no-store');
});

test('no answer lets another origin read it, and a form of another origin is refused', async () => {
  const asked = await service.send({
    method: 'POST',
    url: '/v1/decisions',
    payload: 'action=use',
    headers: {
      origin: 'https://elsewhere.example',
      'content-type': 'application/x-www-form-urlencoded',
    },
  });

  expect(asked.status).toBe(415);
  expect(asked.raw.headers['access-control-allow-origin']).toBeUndefined();
});

test('a cookie is neither set nor taken for a token', async () => {
  const { status, raw } = await service.send({
    method: 'GET',
    url: '/v1/holds',
    token: null,
    headers: { cookie: 'authorization=Bearer test-admin-token-0123456789' },
  });

  expect(status).toBe(401);
  expect(raw.headers['set-cookie']).toBeUndefined();
});
