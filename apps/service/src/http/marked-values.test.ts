import { afterAll, beforeAll, expect, test } from 'vitest';
import { DecisionLog } from '../decisions/decision-log.ts';
import { Database } from '../database/database.ts';
import { OPERATIONS } from '../openapi/paths.ts';
import { OtlpCollector } from '../testing/otlp-collector.ts';
import { TestService } from '../testing/test-service.ts';
import { Tracing } from '../tracing/tracing.ts';

let collector: OtlpCollector;
let service: TestService;

beforeAll(async () => {
  collector = await OtlpCollector.start();
  const otlp = { endpoint: collector.endpoint, headers: { 'x-key': 'a b' }, serviceName: 'troth' };
  service = await TestService.start({ config: { otlp } });
});

afterAll(async () => {
  await service.remove();
  await collector.stop();
});

const MARK = 'marked-ada-lovelace';
const EMAIL = `${MARK}@example.com`;

/** Whatever a body or a query can hold, held by all of them at once; most are refused, some are taken. */
const BODIES: readonly object[] = [
  {
    action: 'use',
    data: [EMAIL],
    purpose: EMAIL,
    recipient: EMAIL,
    subject: { id: EMAIL, tenant: EMAIL, region: EMAIL, acceptedPolicy: EMAIL },
    actor: { id: EMAIL, kind: 'person', amr: [EMAIL] },
    context: { kind: EMAIL, beneficiary: EMAIL, caseId: EMAIL, source: EMAIL, product: EMAIL },
  },
  {
    id: 'e-marked',
    type: 'account.closed',
    at: '2026-06-01T12:00:00Z',
    subject: { id: EMAIL, tenant: MARK },
  },
  { type: 'access', subject: { email: EMAIL } },
  { subject: { id: EMAIL }, reason: EMAIL, [EMAIL]: EMAIL },
];

test('a marked value that is sent to every path is in no log line, no metric and no span', async () => {
  for (const { method, path } of OPERATIONS) {
    const url = `${path.replaceAll(/\{\w+\}/g, EMAIL)}?subject=${EMAIL}&${MARK}=${EMAIL}`;
    for (const payload of method === 'post' ? BODIES : [undefined]) {
      const http = method === 'post' ? 'POST' : method === 'get' ? 'GET' : 'DELETE';
      await service.send({ method: http, url, payload, token: `troth_${MARK}` });
      await service.send({ method: http, url, payload });
      await service.send({ method: http, url: path.replaceAll(/\{\w+\}/g, EMAIL), payload });
    }
  }
  await service.get(`/${EMAIL}`);
  await service.booted.app.get(DecisionLog).flush();

  await service.booted.app.get(Tracing).flush();
  const metrics = await service.get('/metrics');

  expect(service.log.lines.join('\n')).not.toContain(MARK);
  expect(metrics.raw.payload).not.toContain(MARK);
  expect(collector.payload).not.toContain(MARK);
  expect(collector.faults).toEqual([]);
  const spanned = new Set(collector.spans.map(({ name }) => name));
  for (const { method, path } of OPERATIONS) {
    expect(spanned).toContain(`${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`);
  }
  expect(metrics.raw.payload).toMatch(
    /troth_http_request_seconds_bucket\{.*route="\/v1\/decisions"/,
  );
});

test('a failure inside is logged with its place, and without what it choked on', async () => {
  await service.booted.app.get(Database).client
    .$executeRaw`ALTER TABLE event RENAME COLUMN content_mac TO content_mac_away`;

  const answer = await service.post('/v1/events', { ...BODIES[1], id: 'e-broken' });

  expect(answer.status).toBe(500);
  expect(answer.raw.payload).not.toContain(MARK);
  await service.booted.app.get(Tracing).flush();
  expect(service.log.lines.join('\n')).toContain('request-failed');
  expect(service.log.lines.join('\n')).not.toContain(MARK);
  expect(collector.payload).not.toContain(MARK);
});
