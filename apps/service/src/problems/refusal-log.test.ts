import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { TestService } from '../testing/test-service.ts';

const WRONG = 'troth_wrong-secret-0123456789';
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

let service: TestService;
let second = 0;

beforeAll(async () => {
  service = await TestService.start();
});

beforeEach(() => {
  second += 2;
  service.clock.set(`2026-06-01T12:00:${String(second).padStart(2, '0')}Z`);
  service.log.lines.length = 0;
});

afterAll(() => service.remove());

function refusals(): readonly unknown[] {
  const lines = service.log.lines.filter((line) => line.includes('refused'));
  return lines.map((line): unknown => JSON.parse(line));
}

test('each refused token is logged by route and trace, by name where it is known, and never itself', async () => {
  const { body } = await service.post('/v1/tokens', { name: 'narrow', scopes: ['holds'] });
  const headers = { traceparent: `00-${TRACE}-00f067aa0ba902b7-01` };
  const ask = (url: string, token: string | null) =>
    service.send({ method: 'GET', url, token, headers });
  await ask('/v1/erasures/secret-id', WRONG);
  await ask('/v1/audit', String(body['token']));
  await ask('/v1/holds', String(body['token']));
  await ask('/v1/holds', null);

  const line = { event: 'token-refused', method: 'GET', trace: TRACE };
  expect(refusals()).toEqual([
    { ...line, route: '/v1/erasures/:id', status: 401 },
    { ...line, route: '/v1/audit', status: 403, token: 'narrow' },
  ]);
  expect(service.log.lines.join()).not.toMatch(/wrong-secret|secret-id|troth_/);
});

test('a flood of wrong tokens leaves ten lines a second and the number of the others', async () => {
  for (let asked = 0; asked < 25; asked += 1) await service.get('/v1/holds', `${WRONG}${asked}`);
  const during = refusals().length;
  service.clock.set(`2026-06-01T12:00:${String(second + 1).padStart(2, '0')}Z`);
  await service.get('/v1/holds', WRONG);

  expect(during).toBe(10);
  expect(refusals().slice(10)).toEqual([
    { event: 'tokens-refused', count: 15 },
    expect.objectContaining({ event: 'token-refused', status: 401 }),
  ]);
  expect((await service.get('/metrics')).raw.payload).toMatch(
    /troth_tokens_refused_total\{status="401"\} 2\d/,
  );
});

test('what a flood kept out of the log is said when the service stops', async () => {
  for (let asked = 0; asked < 12; asked += 1) await service.get('/v1/holds', WRONG);
  await service.stop();
  await service.start();

  expect(refusals().at(-1)).toEqual({ event: 'tokens-refused', count: 2 });
});
