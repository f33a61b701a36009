import https from 'node:https';
import { connect } from 'node:net';
import type { ClientRequest } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { denialIn } from '../denial.ts';
import { feed, testGuard, type TestGuard } from '../testing/bundles.ts';
import { startPostbote, type Postbote } from '../testing/postbote.ts';
import { scoped } from '../testing/scoped.ts';
import { installEgress } from './install.ts';

const IN_TIME = { timeout: 5000 };
const NAME = 'Ada Marsh';

let postbote: Postbote;
let run: TestGuard;
let uninstall: () => void;
beforeAll(async () => {
  postbote = await startPostbote();
});
afterAll(() => postbote.stop());
beforeEach(async () => {
  run = await testGuard({ feed });
  uninstall = installEgress(run.guard);
  postbote.forget();
});
afterEach(() => {
  uninstall();
  run.guard.stop();
});

/** Opens its connections to Postbote on loopback, whichever host is asked for. */
class NearAgent extends https.Agent {
  override createConnection(): ReturnType<typeof connect> {
    return connect(postbote.port, '127.0.0.1');
  }
}

/** A request to Postbote by work that has read a name; what came of it. */
function sent(
  write: (request: ClientRequest) => unknown,
  headers?: readonly string[],
): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const options = { method: 'POST', agent: new NearAgent(), ...(headers && { headers }) };
  scoped(
    'run-shop',
    () => {
      const request = https.request('https://api.postbote.test/send', options, (response) => {
        response.resume().on('end', () => resolve('answered'));
      });
      request.on('error', reject);
      write(request);
    },
    [[NAME, 'account.name']],
  );
  return promise.catch((error: unknown) => error);
}

const ways: readonly (readonly [string, (request: ClientRequest) => unknown])[] = [
  ['its end', (request) => request.end(NAME)],
  ['parts', (request) => request.write('Ada ') && request.end('Marsh')],
  ['its end, in base64', (request) => request.end(Buffer.from(NAME).toString('base64'), 'base64')],
  ['a part, in hexadecimal', (request) => request.write(Buffer.from(NAME).toString('hex'), 'hex')],
  ['a header that is set later', (request) => request.setHeader('x-name', NAME).end('x')],
  ['a header that is sent ahead', (request) => request.setHeader('x-name', NAME).flushHeaders()],
  [
    'a path that is changed',
    (request) => Object.assign(request, { path: '/Ada%20Marsh' }).end('x'),
  ],
  [
    'what comes after the body',
    (request) => {
      request.setHeader('trailer', 'x-name').write('x');
      request.addTrailers({ 'x-name': NAME });
      request.end();
    },
  ],
];

test.each(ways)('no undeclared value leaves in %s', IN_TIME, async (_, write) => {
  const failed = await sent(write);

  expect(denialIn(failed)?.rule).toBe('sharing/undeclared-category');
  expect(postbote.bodies).toEqual([]);
  expect(postbote.wire()).not.toContain('Marsh');
});

test('no undeclared value leaves in headers as a list', IN_TIME, async () => {
  const headers = ['host', 'api.postbote.test', 'x-name', NAME];

  const failed = await sent((request) => request.end('x'), headers);

  expect(denialIn(failed)?.rule).toBe('sharing/undeclared-category');
  expect(postbote.wire()).toBe('');
});

test('what may go arrives as it was written', IN_TIME, async () => {
  const answer = await sent((request) => {
    request.setHeader('trailer', 'x-sum').setHeader('authorization', `Bearer ${NAME}`);
    request.flushHeaders();
    request.write('Dear ');
    request.write(Buffer.from('Grace, ').toString('hex'), 'hex');
    request.addTrailers({ 'x-sum': '1' });
    request.end('hello');
  });

  expect(answer).toBe('answered');
  expect(postbote.bodies).toEqual(['Dear Grace, hello']);
  expect(postbote.wire()).toContain('x-sum: 1');
});

test('headers as a list are read without what only says who asks', IN_TIME, async () => {
  const headers = ['host', 'api.postbote.test', 'authorization', NAME, 'cookie', NAME];

  expect(await sent((request) => request.end('x'), headers)).toBe('answered');
});
