import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { PendingEvents } from '../governance/pending-events.ts';
import { startPlatform, textOf } from '../testing/platform.ts';
import type { TestPlatform } from '../testing/platform.ts';

const events = 'https://troth.test/v1/events';
const decisions = 'https://troth.test/v1/decisions';
const letters = 'https://api.postmarkapp.com/email';

let platform: TestPlatform;
let ada = '';
let bo = '';
beforeAll(async () => {
  platform = await startPlatform();
  ada = await platform.signUp('Ada Marsh', 'ada@example.test');
  bo = await platform.signUp('Bo Lind', 'bo@example.test');
});
afterAll(() => platform.stop());
beforeEach(() => {
  platform.outgoing.requests.length = 0;
  platform.outgoing.answers.clear();
});

async function startRun(token: string): Promise<string> {
  const body = { name: 'tide gauges', configuration: { learningRate: 0.001 } };
  return textOf((await platform.ask('POST', '/runs', { token, body })).body, 'id');
}

async function storeSnapshot(token: string, run: string): Promise<string> {
  const { body } = await platform.ask('POST', `/runs/${run}/snapshots?step=3`, {
    token,
    body: 'weights',
    headers: { 'content-type': 'application/octet-stream' },
  });
  return textOf(body, 'id');
}

test('a run keeps its configuration and metrics, and nobody else sees them', async () => {
  const run = await startRun(ada);
  const points = [
    { name: 'loss', step: 1, value: 0.9 },
    { name: 'loss', step: 2, value: 0.7 },
  ];

  const added = await platform.ask('POST', `/runs/${run}/metrics`, {
    token: ada,
    body: { points },
  });
  const again = await platform.ask('POST', `/runs/${run}/metrics`, {
    token: ada,
    body: { points },
  });
  const own = await platform.ask('GET', `/runs/${run}/metrics`, { token: ada });
  const others = await platform.ask('GET', `/runs/${run}/metrics`, { token: bo });

  expect(added.body).toEqual({ added: 2 });
  expect(again.body).toEqual({ added: 0 });
  expect(own.body).toMatchObject(points);
  expect(others.status).toBe(404);
});

test('a snapshot comes back as it was stored and lies below the prefix of its account', async () => {
  const run = await startRun(ada);
  const id = await storeSnapshot(ada, run);

  const content = await platform.ask('GET', `/snapshots/${id}/content`, { token: ada });
  const others = await platform.ask('GET', `/snapshots/${id}/content`, { token: bo });

  const { accountId } = await platform.database.run.findUniqueOrThrow({ where: { id: run } });
  expect(content.body).toBe('weights');
  expect(others.status).toBe(404);
  expect([...platform.objects.objects.keys()]).toContain(`accounts/${accountId}/snapshots/${id}`);
});

test('a data set is stored below the prefix of its account, and deleting it takes the object along', async () => {
  const stored = await platform.ask('POST', '/datasets?name=gauges', {
    token: bo,
    body: 'rows',
    headers: { 'content-type': 'application/octet-stream' },
  });
  const id = textOf(stored.body, 'id');
  const { objectKey } = await platform.database.dataset.findUniqueOrThrow({ where: { id } });
  const before = platform.objects.objects.has(objectKey);

  const deleted = await platform.ask('DELETE', `/datasets/${id}`, { token: bo });

  expect(objectKey).toMatch(/^accounts\/[^/]+\/datasets\//);
  expect(before).toBe(true);
  expect(deleted.status).toBe(204);
  expect(platform.objects.objects.has(objectKey)).toBe(false);
  expect(await platform.database.dataset.count({ where: { id } })).toBe(0);
});

test('a deleted run is hidden at once, and troth hears when it was deleted', async () => {
  const run = await startRun(ada);
  await storeSnapshot(ada, run);
  platform.outgoing.answers.set(events, { status: 'accepted' });

  const { status } = await platform.ask('DELETE', `/runs/${run}`, { token: ada });

  const { accountId } = await platform.database.run.findUniqueOrThrow({ where: { id: run } });
  expect(status).toBe(204);
  expect((await platform.ask('GET', `/runs/${run}`, { token: ada })).status).toBe(404);
  expect((await platform.ask('GET', `/runs/${run}/snapshots`, { token: ada })).body).toEqual([]);
  expect(platform.outgoing.sentTo(events)).toEqual([
    {
      id: `item.deleted:training.runs:${run}`,
      type: 'item.deleted',
      at: '2026-11-23T12:00:00.000Z',
      subject: { id: accountId },
      item: { category: 'training.runs', id: run },
    },
  ]);
});

test('a deleted snapshot is hidden at once, and its run stays', async () => {
  const run = await startRun(ada);
  const id = await storeSnapshot(ada, run);
  platform.outgoing.answers.set(events, { status: 'accepted' });

  await platform.ask('DELETE', `/snapshots/${id}`, { token: ada });

  expect((await platform.ask('GET', `/snapshots/${id}/content`, { token: ada })).status).toBe(404);
  expect((await platform.ask('GET', `/runs/${run}`, { token: ada })).status).toBe(200);
  expect(platform.outgoing.sentTo(events)).toMatchObject([
    { type: 'item.deleted', item: { category: 'training.snapshots', id } },
  ]);
});

test('a deletion that troth could not be told of is told later, with the instant it was made', async () => {
  const run = await startRun(ada);

  const { status } = await platform.ask('DELETE', `/runs/${run}`, { token: ada });
  const kept = await platform.database.pendingEvent.count();
  platform.outgoing.answers.set(events, { status: 'accepted' });
  platform.clock.at = new Date('2026-11-23T18:00:00Z');
  await platform.get(PendingEvents).deliverWaiting();
  platform.clock.at = new Date('2026-11-23T12:00:00Z');

  expect(status).toBe(204);
  expect(kept).toBe(1);
  expect(await platform.database.pendingEvent.count()).toBe(0);
  expect(platform.outgoing.sentTo(events).at(-1)).toMatchObject({ at: '2026-11-23T12:00:00.000Z' });
});

test('a finished run sends its owner a letter that is not tracked, once the policy permits it', async () => {
  const obligations = [{ type: 'encrypt', scope: 'in-transit', minimum: '1.3', clauses: [] }];
  platform.outgoing.answers.set(decisions, { effect: 'permit', obligations, reasons: [] });
  platform.outgoing.answers.set(letters, { ErrorCode: 0 });
  const run = await startRun(ada);

  await platform.ask('PATCH', `/runs/${run}`, { token: ada, body: { status: 'completed' } });

  expect(platform.outgoing.sentTo(decisions)).toMatchObject([
    {
      action: 'share',
      data: ['account.email', 'account.name'],
      purpose: 'transactional-email',
      recipient: 'email-delivery',
      context: { kind: 'run-completion' },
    },
  ]);
  expect(platform.outgoing.sentTo(letters)).toMatchObject([
    {
      To: 'ada@example.test',
      Subject: 'Your run is complete',
      TextBody: `Hello Ada Marsh,\n\nYour training run has finished. Its metrics are here:\nhttps://platform.test/runs/${run}\n`,
      TrackOpens: false,
      TrackLinks: 'None',
    },
  ]);
});

test.each([
  ['the policy denies it', { effect: 'deny', obligations: [], reasons: [] }],
  [
    'the policy asks for more than is known here',
    { effect: 'permit', obligations: [{ type: 'mask' }] },
  ],
  ['nobody can say', undefined],
])('no letter leaves when %s, and the run is finished all the same', async (_, decision) => {
  if (decision !== undefined) platform.outgoing.answers.set(decisions, decision);
  platform.outgoing.answers.set(letters, { ErrorCode: 0 });
  const run = await startRun(ada);

  const { status } = await platform.ask('PATCH', `/runs/${run}`, {
    token: ada,
    body: { status: 'failed' },
  });

  expect(status).toBe(200);
  expect(platform.outgoing.sentTo(letters)).toEqual([]);
});
