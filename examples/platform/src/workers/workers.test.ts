import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { ProductMail } from '../product-mail/product-mail.ts';
import { Queue } from '../redis/queue.ts';
import { startPlatform } from '../testing/platform.ts';
import type { TestPlatform } from '../testing/platform.ts';
import { UsageFigures } from '../usage/usage-figures.ts';
import { Workers } from './workers.ts';

const events = 'https://troth.test/v1/events';
const decisions = 'https://troth.test/v1/decisions';
const letters = 'https://api.postmarkapp.com/email';
const permit = { effect: 'permit', obligations: [] };

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startPlatform();
  await platform.signUp('Ada Marsh', 'ada@example.test');
});
afterAll(() => platform.stop());
beforeEach(() => {
  platform.outgoing.requests.length = 0;
  platform.outgoing.answers.clear();
  platform.outgoing.answers.set(letters, { ErrorCode: 0 });
});

async function announce(): Promise<void> {
  await platform.get(ProductMail).announce('comparing-runs', platform.get(Queue));
}

interface Sent {
  readonly To: string;
  readonly TextBody: string;
  readonly Headers: readonly { readonly Name: string; readonly Value: string }[];
}

test('a product update reaches an address with a way to get no more, and no name in it', async () => {
  platform.outgoing.answers.set(decisions, permit);
  await announce();

  const outcome = await platform.get(Workers).workOnce();

  const [letter] = platform.outgoing.sentTo(letters) as Sent[];
  const link = letter?.Headers.find(({ Name }) => Name === 'List-Unsubscribe')?.Value.slice(1, -1);
  expect(outcome).toBe('done');
  expect(letter?.To).toBe('ada@example.test');
  expect(letter?.TextBody).toContain(link);
  expect(JSON.stringify(letter)).not.toContain('Ada');
});

test('whoever follows that link says no by one click, and opening it says nothing', async () => {
  platform.outgoing.answers.set(decisions, permit).set(events, { status: 'accepted' });
  await announce();
  await platform.get(Workers).workOnce();
  const [letter] = platform.outgoing.sentTo(letters) as Sent[];
  const { pathname, search } = new URL(letter?.Headers[0]?.Value.slice(1, -1) ?? '');

  const opened = await platform.ask('GET', `${pathname}${search}`);
  const heardOnOpening = platform.outgoing.sentTo(events);
  const forged = await platform.ask('POST', `${pathname}${search}x`);
  const clicked = await platform.ask('POST', `${pathname}${search}`, {
    body: 'List-Unsubscribe=One-Click',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });

  expect([opened.status, forged.status, clicked.status]).toEqual([200, 403, 200]);
  expect(heardOnOpening).toEqual([]);
  expect(platform.outgoing.sentTo(events)).toMatchObject([
    { type: 'consent.withdrawn', purpose: 'product-updates' },
  ]);
});

test('without a yes of troth no product update leaves, and the job is done', async () => {
  platform.outgoing.answers.set(decisions, { effect: 'deny', obligations: [] });
  await announce();

  expect(await platform.get(Workers).workOnce()).toBe('done');
  expect(platform.outgoing.sentTo(letters)).toEqual([]);
});

test('a job that fails is given out again', async () => {
  await announce();
  const workers = platform.get(Workers);

  const first = await workers.workOnce();
  platform.outgoing.answers.set(decisions, permit);
  const second = await workers.workOnce();

  expect([first, second, await workers.workOnce()]).toEqual(['failed', 'done', 'idle']);
});

test('figures of usage are made of ten people or more', async () => {
  const figures = platform.get(UsageFigures);
  for (let person = 2; person <= 9; person += 1)
    await platform.signUp('One of Many', `person-${person}@example.test`);

  const ofNine = await figures.make();
  await platform.signUp('One of Many', 'person-10@example.test');

  expect(ofNine).toEqual([]);
  expect(await figures.make()).toEqual([{ kind: 'signed-in', timesPerPerson: 1 }]);
});
