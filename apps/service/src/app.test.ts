import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestService } from './testing/test-service.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
});

afterAll(() => service.remove());

test('a started service says that it is alive and ready', async () => {
  const health = await service.get('/healthz', null);
  const ready = await service.get('/readyz', null);

  expect(health.body).toEqual({ status: 'ok' });
  expect(ready.body).toMatchObject({ status: 'ready' });
});
