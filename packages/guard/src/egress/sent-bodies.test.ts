import { Readable, Stream } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import {
  Agent,
  Client,
  FormData,
  Pool,
  fetch as undiciFetch,
  request as undiciRequest,
} from 'undici';
import type { BodyInit, Dispatcher } from 'undici';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { denialIn } from '../denial.ts';
import { runIn } from '../scope.ts';
import { Traces } from '../traces.ts';
import { feed, testGuard, type TestGuard } from '../testing/bundles.ts';
import { startPostbote, type Postbote } from '../testing/postbote.ts';
import { scoped } from '../testing/scoped.ts';
import { PassingText } from './body.ts';
import { egressDispatcher } from './dispatcher.ts';
import { Egress } from './egress.ts';
import { installEgress } from './install.ts';

const THERE = 'https://api.postbote.test/send';
const IN_TIME = { timeout: 5000 };

let postbote: Postbote;
let run: TestGuard;
let agent: Agent;
let undo: (() => void) | undefined;
beforeAll(async () => {
  postbote = await startPostbote();
});
afterAll(() => postbote.stop());
beforeEach(async () => {
  run = await testGuard({ feed });
  agent = new Agent({ connect: postbote.connect });
  postbote.forget();
});
afterEach(async () => {
  undo?.();
  undo = undefined;
  await agent.destroy();
  run.guard.stop();
});

function havingReadAda<T>(work: () => T): T {
  return scoped('run-shop', work, [['Ada Marsh', 'account.name']]);
}

type Send = (dispatcher: Dispatcher, text: string) => Promise<unknown>;

const post = { method: 'POST' } as const;
const fetched =
  (bodyOf: (text: string) => BodyInit): Send =>
  (dispatcher, text) =>
    undiciFetch(THERE, { ...post, body: bodyOf(text), dispatcher, duplex: 'half' }).then((answer) =>
      answer.text(),
    );
const requested =
  (bodyOf: (text: string) => unknown): Send =>
  (dispatcher, text) =>
    undiciRequest(THERE, {
      ...post,
      // undici takes more kinds than its types name.
      body: bodyOf(text) as string,
      dispatcher,
    }).then(({ body }) => body.text());

function form(value: string | Blob): FormData {
  const made = new FormData();
  made.append('it', value);
  return made;
}

async function* inParts(text: string) {
  for (const letter of text) {
    // As from a disk or another connection.
    // oxlint-disable-next-line no-await-in-loop
    await turn();
    yield Buffer.from(letter);
  }
}

/** A stream of the first kind, as the older clients of vendors make them. */
function oldStream(text: string): Stream {
  const stream = Object.assign(new Stream(), { readable: true, resume: () => undefined });
  setImmediate(() => {
    stream.emit('data', Buffer.from(text));
    stream.emit('end');
  });
  return stream;
}

const kinds: readonly (readonly [string, Send])[] = [
  ['a text, by fetch', fetched((text) => text)],
  ['a query, by fetch', fetched((text) => new URLSearchParams({ it: text }))],
  ['bytes, by fetch', fetched((text) => Buffer.from(text))],
  ['a form, by fetch', fetched((text) => form(text))],
  ['a file of a form, by fetch', fetched((text) => form(new File([text], 'it.txt')))],
  ['a blob, by fetch', fetched((text) => new Blob([text]))],
  ['a stream, by fetch', fetched((text) => new Blob([text]).stream())],
  ['parts, by fetch', fetched((text) => Readable.from(inParts(text)))],
  ['a text, by request', requested((text) => text)],
  ['bytes, by request', requested((text) => Buffer.from(text))],
  [
    'a view of bytes, by request',
    requested((text) => new DataView(Uint8Array.from(Buffer.from(text)).buffer)),
  ],
  ['a form, by request', requested((text) => form(text))],
  ['a file of a form, by request', requested((text) => form(new File([text], 'it.txt')))],
  ['the name of a file, by request', requested((text) => form(new File([''], text)))],
  ['a blob, by request', requested((text) => new Blob([text]))],
  ['a stream of the web, by request', requested((text) => new Blob([text]).stream())],
  ['a stream, by request', requested((text) => Readable.from(inParts(text)))],
  ['a stream of the first kind, by request', requested(oldStream)],
  ['parts, by request', requested(inParts)],
  ['a list, by request', requested((text) => text.split(''))],
];

const guards: readonly (readonly [string, () => Dispatcher])[] = [
  ['a dispatcher by itself', () => egressDispatcher(new Egress(run.guard), agent)],
  [
    'once installed, any agent',
    () => {
      undo = installEgress(run.guard);
      return agent;
    },
  ],
];

describe.each(guards)('over an open connection, %s', (_, dispatcherOf) => {
  test.each(kinds)('keeps back what may not go as %s', IN_TIME, async (_kind, send) => {
    const dispatcher = dispatcherOf();

    const failed = await havingReadAda(() =>
      send(dispatcher, 'Ada Marsh').catch((error: unknown) => error),
    );

    expect(denialIn(failed)?.rule).toBe('sharing/undeclared-category');
    await turn();
    expect(postbote.bodies).toEqual([]);
    expect(postbote.wire()).not.toContain('Marsh');
  });

  test.each(kinds)('lets pass what may go as %s, as it was', IN_TIME, async (_kind, send) => {
    const dispatcher = dispatcherOf();

    await havingReadAda(() => send(dispatcher, 'Dear Grace'));

    const [body = ''] = postbote.bodies;
    expect(decodeURIComponent(body.replaceAll('+', ' '))).toContain('Dear Grace');
    expect(postbote.bodies).toHaveLength(1);
  });

  test.each(kinds)('is of use again after it kept back %s', IN_TIME, async (_kind, send) => {
    const dispatcher = dispatcherOf();

    const [before, denied, after] = await havingReadAda(async () => [
      await send(dispatcher, 'Dear Grace'),
      await send(dispatcher, 'Ada Marsh').catch((error: unknown) => denialIn(error)?.rule),
      await send(dispatcher, 'Dear Grace'),
    ]);

    expect([before, denied, after]).toEqual(['ok', 'sharing/undeclared-category', 'ok']);
    expect(postbote.bodies).toHaveLength(2);
    expect(postbote.wire()).not.toContain('Marsh');
  });
});

test('a body that waits for its turn is read by the work that sends it', IN_TIME, async () => {
  const answering = Promise.withResolvers<void>();
  const slow = await startPostbote(() => answering.promise);
  const connection = new Client('https://api.postbote.test', { connect: slow.connect });
  const dispatcher = egressDispatcher(new Egress(run.guard), connection);
  const other = { mode: 'report', where: 'another job', traces: new Traces() } as const;
  const send = requested(inParts);

  const before = runIn(other, () => send(dispatcher, 'Dear Grace'));
  const waiting = havingReadAda(() =>
    send(dispatcher, 'Ada Marsh').catch((error: unknown) => error),
  );
  await expect.poll(() => slow.bodies).toEqual(['Dear Grace']);
  answering.resolve();

  expect(await before).toBe('ok');
  expect(denialIn(await waiting)?.rule).toBe('sharing/undeclared-category');
  expect(slow.wire()).not.toContain('Marsh');
  await connection.destroy();
  slow.stop();
});

test.each([
  ['an agent', (options: Pool.Options) => new Agent(options)],
  ['a pool', (options: Pool.Options) => new Pool('https://api.postbote.test', options)],
])('a request that waits in %s is read by the work that asks', IN_TIME, async (_, make) => {
  const answering = Promise.withResolvers<void>();
  const slow = await startPostbote(() => answering.promise);
  const dispatcher = make({ connect: slow.connect, connections: 2 });
  undo = installEgress(run.guard);
  const other = { mode: 'report', where: 'another job', traces: new Traces() } as const;
  const send = requested((words) => words);

  const before = runIn(other, () => [send(dispatcher, 'Dear Grace'), send(dispatcher, 'Hello')]);
  const waiting = havingReadAda(() =>
    send(dispatcher, 'Ada Marsh').catch((error: unknown) => error),
  );
  await expect.poll(() => slow.bodies).toHaveLength(2);
  answering.resolve();

  expect(await Promise.all(before)).toEqual(['ok', 'ok']);
  expect(denialIn(await waiting)?.rule).toBe('sharing/undeclared-category');
  expect(slow.wire()).not.toContain('Marsh');
  await dispatcher.destroy();
  slow.stop();
});

test('a letter that is cut between two parts is read', () => {
  const seen: string[] = [];
  const passing = new PassingText((text) => seen.push(text));
  const bytes = Buffer.from('Jörg');

  for (const part of [bytes.subarray(0, 2), bytes.subarray(2)]) passing.pass(part);

  expect(seen.at(-1)).toBe('Jörg');
});

test('a query that undici adds to the path is read', IN_TIME, async () => {
  const dispatcher = egressDispatcher(new Egress(run.guard), agent);
  const query = { name: 'Ada Marsh' };

  const failed = await havingReadAda(() =>
    undiciRequest(THERE, { query, dispatcher }).catch((error: unknown) => error),
  );

  expect(denialIn(failed)?.rule).toBe('sharing/undeclared-category');
  expect(postbote.wire()).toBe('');
});

test('a picture that goes as a file of a form is not read for addresses', IN_TIME, async () => {
  const dispatcher = egressDispatcher(new Egress(run.guard), agent);
  const card = 'card 4111 1111 1111 1111';
  const send = requested((type) => form(new File([card], 'it', { type })));

  expect(await havingReadAda(() => send(dispatcher, 'image/png'))).toBe('ok');
  const failed = await havingReadAda(() =>
    send(dispatcher, 'text/plain').catch((error: unknown) => error),
  );

  expect(denialIn(failed)?.rule).toBe('sharing/undeclared-category');
  expect(postbote.bodies).toHaveLength(1);
});
