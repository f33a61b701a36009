import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ADMIN, TestService } from '../testing/test-service.ts';

let service: TestService;
let port: number;

beforeEach(async () => {
  service = await TestService.start({
    config: { requestMs: 300, mostInFlight: 2, mostPerSecond: 20 },
  });
  await service.booted.app.listen(0, '127.0.0.1');
  port = Number(new URL(await service.booted.app.getUrl()).port);
});

afterEach(() => service.remove());

const BODY = JSON.stringify({ action: 'use', data: ['account.email'], purpose: 'run-shop' });
const HEAD =
  'POST /v1/decisions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n' +
  `authorization: Bearer ${ADMIN}\r\ncontent-length: ${BODY.length}\r\n\r\n`;

/** All that the service says until it closes the connection, or has said as much as is waited for. */
function heard(socket: Socket, until = '\u0000'): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    socket.on('data', (chunk) => {
      text += String(chunk);
      if (text.includes(until)) resolve(text);
    });
    socket.on('close', () => resolve(text));
    socket.on('error', () => resolve(text));
  });
}

function open(...texts: readonly string[]): Socket {
  const socket = connect(port, '127.0.0.1');
  for (const text of texts) socket.write(text);
  return socket;
}

test('a client that never ends its request is told so and cut off', async () => {
  const body = await heard(open(HEAD, BODY.slice(0, 10)));
  const headers = await heard(open('POST /v1/decisions HTTP/1.1\r\nhost: lo'));

  expect(body).toMatch(/^HTTP\/1\.1 408 /);
  expect(body).toContain('application/problem+json');
  expect(headers).toMatch(/^HTTP\/1\.1 408 /);
});

test('a client that shuts its half of the connection is answered, and one that does so too early is not waited for', async () => {
  const whole = open(HEAD, BODY);
  whole.end();
  const half = open(HEAD, BODY.slice(0, 10));
  half.end();

  expect(await heard(whole)).toContain('"effect":"permit"');
  expect(await heard(half)).not.toContain('"effect"');
  expect((await service.get('/healthz', null)).status).toBe(200);
});

test('what is not HTTP, or has headers without end, is refused', async () => {
  const noise = await heard(open('\u0016\u0003\u0001 hello\r\n\r\n'));
  const endless = await heard(open(`GET / HTTP/1.1\r\nx: ${'a'.repeat(40_000)}\r\n\r\n`));

  expect(noise).toMatch(/^HTTP\/1\.1 400 /);
  expect(endless).toMatch(/^HTTP\/1\.1 431 /);
});

/** Ends when so many requests have reached the service. */
function arrivals(count: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const server = service.booted.app.getHttpServer();
  let seen = 0;
  server.on('request', () => {
    seen += 1;
    if (seen === count) resolve();
  });
  return promise;
}

test('more requests than can be in work are refused at once, and the signs of life are not', async () => {
  const arrived = arrivals(2);
  const held = [open(HEAD), open(HEAD)];
  const first = heard(held[0] ?? open());
  await arrived;

  const refused = await service.post('/v1/decisions', BODY);
  const alive = await service.get('/healthz', null);
  await first;

  expect([refused.status, refused.raw.headers['retry-after']]).toEqual([503, '1']);
  expect(alive.status).toBe(200);
});

test('a token that asks too often is told to wait, and others are not', async () => {
  const answers = [];
  for (let asked = 0; asked < 30; asked += 1)
    answers.push(await service.post('/v1/decisions', BODY));
  const other = await service.get('/v1/policy', null);

  const refused = answers.find(({ status }) => status === 429);
  expect(refused?.raw.headers['retry-after']).toBe('1');
  expect(answers[0]?.status).toBe(200);
  expect(other.status).toBe(200);
});

test('a request in work when the service stops is answered, and its decision is in the log', async () => {
  const arrived = once(service.booted.app.getHttpServer(), 'request');
  const socket = open(HEAD, BODY.slice(0, 10));
  const said = heard(socket);
  await arrived;

  const stopped = service.stop();
  socket.write(BODY.slice(10));

  expect(await said).toContain('"effect":"permit"');
  await stopped;
  await service.start();
  const always = 'from=2020-01-01T00:00:00Z&until=2099-01-01T00:00:00Z';
  const { body } = await service.get(`/v1/decisions?${always}`);
  expect(body['decisions']).toHaveLength(1);
});

test('every answer belongs to a trace: the caller’s, or a new one', async () => {
  const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
  const headers = { traceparent: `00-${trace}-00f067aa0ba902b7-01` };

  const theirs = await service.send({ method: 'GET', url: '/healthz', token: null, headers });
  const ours = await service.get('/healthz', null);
  const odd = await service.send({
    method: 'GET',
    url: '/healthz',
    token: null,
    headers: { traceparent: '00-ada@example.com-x-01' },
  });

  expect(theirs.raw.headers['traceparent']).toMatch(new RegExp(`^00-${trace}-[0-9a-f]{16}-01$`));
  expect(ours.raw.headers['traceparent']).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
  expect(odd.raw.headers['traceparent']).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
});
