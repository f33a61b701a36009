import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestService } from '../testing/test-service.ts';
import { OPERATIONS } from './paths.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
});

afterAll(() => service.remove());

test('every path of the document answers', () => {
  const server = service.booted.app.getHttpAdapter().getInstance();
  for (const { method, path } of OPERATIONS) {
    const url = path.replaceAll(/\{(\w+)\}/g, ':$1');
    expect(server.hasRoute({ method: method.toUpperCase(), url }), `${method} ${path}`).toBe(true);
  }
});

test('the document says which paths need a token and which scope', async () => {
  const { body } = await service.get('/openapi.json', null);

  expect(body).toMatchObject({
    openapi: '3.1.1',
    paths: {
      '/v1/decisions': { post: { security: [{ bearer: [] }], 'x-scope': 'decisions' } },
      '/v1/policy': { get: { security: [] } },
    },
  });
});

test('the documentation page has no script and lets none in', async () => {
  const { raw } = await service.get('/docs', null);

  expect(raw.payload).not.toContain('<script');
  expect(raw.headers['content-security-policy']).toContain("default-src 'none'");
});
