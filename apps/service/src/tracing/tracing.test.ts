import { afterAll, beforeAll, expect, test } from 'vitest';
import { DecisionsService } from '../decisions/decisions.service.ts';
import { LoopbackIssuer } from '../testing/loopback-issuer.ts';
import { OtlpCollector } from '../testing/otlp-collector.ts';
import { makeDatabase, TEST_POSTGRES_URL } from '../testing/real-postgres.ts';
import type { TestDatabase } from '../testing/real-postgres.ts';
import { TestService } from '../testing/test-service.ts';
import { Tracing } from './tracing.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';
const SENT = { traceparent: `00-${TRACE}-${PARENT}-01` };
const AT = Date.parse('2026-06-01T12:00:00Z') / 1000;

let collector: OtlpCollector;
let issuer: LoopbackIssuer;
let databases: TestDatabase[] = [];
let service: TestService;
let plain: TestService;

beforeAll(async () => {
  collector = await OtlpCollector.start();
  issuer = await LoopbackIssuer.start();
  issuer.addKey('ed', 'EdDSA');
  if (TEST_POSTGRES_URL !== undefined) {
    databases = [await makeDatabase(TEST_POSTGRES_URL), await makeDatabase(TEST_POSTGRES_URL)];
  }
  const own = databases.map(({ url }) => ({ databaseUrl: url }));
  const oidc = {
    issuer: issuer.issuer,
    audience: 'troth',
    scopesClaim: 'scope',
    maxAgeSeconds: 3600,
    acrValues: [],
  };
  const otlp = { endpoint: collector.endpoint, headers: { 'x-key': 'a b' }, serviceName: 'troth' };
  service = await TestService.start({ config: { oidc, otlp, ...own[0] } });
  plain = await TestService.start({ config: { ...own[1] } });
});

afterAll(async () => {
  await service.remove();
  await issuer.stop();
  await collector.stop();
  await plain.remove();
  for (const database of databases) await database.drop();
});

function asked(amr: readonly string[] = ['mfa']): Promise<string> {
  const claims = { sub: 'p-1', aud: 'troth', iat: AT - 60, exp: AT + 600, auth_time: AT - 60, amr };
  return issuer.sign({ ...claims, scope: 'decisions holds' }, { kid: 'ed' });
}

const USE = { action: 'use', data: ['account.email'], purpose: 'run-shop' };

test('a request, its decisions, its questions to the database and its calls outside are one trace, the caller’s', async () => {
  const access = { ...USE, action: 'access', purpose: 'support', subject: { id: 'u-1' } };
  const answer = await service.send({
    method: 'POST',
    url: '/v1/decisions',
    payload: { requests: [access, USE] },
    token: await asked(),
    headers: SENT,
  });
  await service.booted.app.get(Tracing).flush();

  const spans = collector.spans.filter(({ traceId }) => traceId === TRACE);
  const byName = (name: string) => spans.filter((span) => span.name === name);
  const [request] = byName('POST /v1/decisions');
  const [decide] = byName('decide');
  const attributes = decide?.attributes?.map(({ key, value }) => [key, value['intValue']]);

  expect(answer.status).toBe(200);
  expect(collector.faults).toEqual([]);
  expect([...collector.services]).toEqual(['troth']);
  expect([request?.kind, request?.parentSpanId]).toEqual([2, PARENT]);
  expect(answer.raw.headers['traceparent']).toBe(`00-${TRACE}-${request?.spanId}-01`);
  expect([decide?.parentSpanId, attributes]).toEqual([request?.spanId, [['troth.decisions', 2]]]);
  expect(byName('INSERT').some(({ parentSpanId }) => parentSpanId === decide?.spanId)).toBe(true);
  expect(byName('GET').map(({ kind, parentSpanId }) => [kind, parentSpanId])).toEqual([
    [3, request?.spanId],
    [3, request?.spanId],
  ]);
  expect(issuer.traces).toEqual(byName('GET').map(({ spanId }) => `00-${TRACE}-${spanId}-01`));
});

test('what the caller does not sample is not sent, and what fails is marked without its message', async () => {
  const unsampled = '5bf92f3577b34da6a3ce929d0e0e4736';
  await service.send({
    method: 'GET',
    url: '/v1/holds',
    headers: { traceparent: `00-${unsampled}-${PARENT}-00` },
  });
  issuer.isAway = true;
  service.clock.set('2026-06-01T14:00:00Z');
  const claims = { sub: 'p-1', aud: 'troth', iat: AT + 7000, exp: AT + 9000 };
  const token = await issuer.sign(claims, { kid: 'ed' });
  const { status } = await service.get('/v1/holds', token);
  issuer.isAway = false;
  service.clock.set('2026-06-01T12:00:00Z');
  await service.booted.app.get(Tracing).flush();

  const failed = collector.spans.filter((span) => span.status?.code === 2);
  expect(status).toBe(503);
  expect(collector.spans.map(({ traceId }) => traceId)).not.toContain(unsampled);
  expect(failed.map(({ name }) => name)).toEqual(expect.arrayContaining(['GET', 'GET /v1/holds']));
  expect(failed.every((span) => span.status?.message === undefined)).toBe(true);
});

test('a call by `fetch` goes on in the trace too', async () => {
  const tracing = service.booted.app.get(Tracing);
  await tracing.within({ name: 'call', kind: 'internal' }, () => fetch(`${issuer.issuer}/keys`));
  await tracing.flush();

  const work = collector.spans.find(({ name }) => name === 'call');
  const call = collector.spans.find(({ parentSpanId }) => parentSpanId === work?.spanId);
  expect([call?.name, call?.kind, call?.traceId]).toEqual(['GET', 3, work?.traceId]);
  expect(issuer.traces.at(-1)).toBe(`00-${work?.traceId}-${call?.spanId}-01`);
});

test('an erasure in the background is a trace of its own', async () => {
  const event = { id: 'e-1', type: 'account.closed', at: '2026-01-01T12:00:00Z' };
  await service.post('/v1/events', { ...event, subject: { id: 'u-1' } });
  service.stores.connector('shop-db')?.put('account', 'u-1', 1);
  await service.sweep();
  await service.booted.app.get(Tracing).flush();

  const erased = collector.spans.find(({ name }) => name === 'erase');
  expect([erased?.kind, erased?.parentSpanId ?? '']).toEqual([3, '']);
  expect(erased?.attributes?.map(({ key }) => key)).toEqual(['troth.store', 'troth.connector']);
});

test('a collector that is away costs a line in the log, and no answer', async () => {
  collector.isAway = true;
  const { status } = await service.post('/v1/decisions', USE);
  await service.booted.app.get(Tracing).flush();
  collector.isAway = false;

  expect(status).toBe(200);
  expect(service.log.lines.join('\n')).toMatch(/"event":"spans-not-exported","count":\d/);
});

test('without a collector nothing stands between a request and its decision', () => {
  const { app } = plain.booted;

  expect(app.get(DecisionsService).constructor).toBe(DecisionsService);
  expect(app.get(Tracing).isOn).toBe(false);
});
