import { createPublicKey } from 'node:crypto';
import { verifyReceipt } from '@troth/audit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TestService } from '../testing/test-service.ts';

let service: TestService;

beforeEach(async () => {
  service = await TestService.start({ now: '2026-06-01T12:00:00Z' });
  const database = service.stores.connector('shop-db');
  for (const subject of ['u-1', 'u-2']) {
    database?.put('account', subject, 1);
    database?.put('album', subject, 3);
    database?.put('invoice', subject, 2);
    service.stores.connector('postbote')?.put('postbote', subject, 1);
  }
});

afterEach(() => service.remove());

/** 100 days before the test's now. */
const LONG_AGO = '2026-02-21T12:00:00Z';

function close(subject: string, at = LONG_AGO, id = `closed-${subject}`) {
  return service.post('/v1/events', { id, type: 'account.closed', at, subject: { id: subject } });
}

const run = (body: object = {}) => service.post('/v1/erasures/run', body);
const of = (subject: string) => service.get(`/v1/erasures?subject=${subject}`);
const left = (table: string, subject: string) =>
  service.stores.connector('shop-db')?.count(table, subject);

test('closing an account promises its erasure within 90 days, and work starts after 72', async () => {
  const { status, body } = await close('u-1', '2026-06-01T00:00:00Z');

  expect(status).toBe(202);
  expect(body).toMatchObject({
    id: 'closed-u-1',
    status: 'accepted',
    erasures: [
      {
        clause: 'retention.accounts',
        due: '2026-08-30T00:00:00.000Z',
        startsAt: '2026-08-12T00:00:00.000Z',
      },
    ],
  });
});

test('the same event twice is one erasure', async () => {
  const first = await close('u-1');
  const second = await close('u-1');

  expect(second.status).toBe(202);
  expect(second.body).toMatchObject({ status: 'duplicate', erasures: first.body['erasures'] });
});

test('another event under a used id is refused', async () => {
  await close('u-1');

  const { status, body } = await close('u-2', LONG_AGO, 'closed-u-1');

  expect(status).toBe(409);
  expect(body).toMatchObject({ errors: [{ field: 'id' }] });
});

test('a due erasure takes the subject from every store, leaves others alone, and names what the law keeps', async () => {
  await close('u-1');

  await run();
  const { body } = await of('u-1');

  expect([left('account', 'u-1'), left('album', 'u-1')]).toEqual([0, 0]);
  expect([left('account', 'u-2'), left('album', 'u-2')]).toEqual([1, 3]);
  expect(left('invoice', 'u-1')).toBe(2);
  expect(body['erasures']).toMatchObject([
    {
      clause: 'retention.accounts',
      subject: 'u-1',
      status: 'done',
      stores: [
        {
          store: 'shop-db',
          status: 'done',
          erased: 4,
          retained: [
            {
              target: 'invoice',
              obligation: 'tax',
              basis: 'Example Tax Code, section 7',
              until: '2033-02-21T12:00:00.000Z',
            },
          ],
        },
        { store: 'postbote', status: 'done', erased: 1 },
      ],
    },
  ]);
});

test('before its time nothing is erased', async () => {
  await close('u-1', '2026-05-01T00:00:00Z');

  const { body } = await run();

  expect(body['erasures']).toEqual([]);
  expect(left('account', 'u-1')).toBe(1);
});

test('running again changes nothing', async () => {
  await close('u-1');
  await run();
  const before = await of('u-1');
  const calls = service.stores.connector('shop-db')?.erasures;

  const second = await run();
  const after = await of('u-1');

  expect(second.body['erasures']).toEqual([]);
  expect(after.body).toEqual(before.body);
  expect(service.stores.connector('shop-db')?.erasures).toBe(calls);
});

test('a dry run counts and erases nothing', async () => {
  await close('u-1');

  const { body } = await run({ dryRun: true });

  expect(body).toMatchObject({ dryRun: true, erasures: [{ clause: 'retention.accounts' }] });
  expect(body['erasures']?.[0]?.['steps']).toContainEqual({
    store: 'shop-db',
    kind: 'rows',
    target: 'album',
    wouldErase: 3,
  });
  expect(left('album', 'u-1')).toBe(3);
});

test('an unknown subject ends as done with nothing erased', async () => {
  await close('nobody');
  await run();

  const { body } = await of('nobody');

  expect(body['erasures']).toMatchObject([
    { status: 'done', stores: [{ erased: 0 }, { erased: 0 }] },
  ]);
});

describe('a receipt', () => {
  test('is signed with the published key and names the subject by pseudonym only', async () => {
    const { body } = await close('u-1');
    await run();
    const keys = await service.get('/.well-known/jwks.json', null);

    const receipt = await service.get(`/v1/erasures/${body['erasures']?.[0]?.['id']}/receipt`);

    const key = createPublicKey({ format: 'jwk', key: keys.body['keys']?.[0] ?? {} });
    expect(verifyReceipt(receipt.body as never, [key])).toMatchObject({ kind: 'valid' });
    expect(receipt.raw.payload).not.toContain('u-1"');
  });

  test('is the same each time', async () => {
    const { body } = await close('u-1');
    await run();
    const url = `/v1/erasures/${body['erasures']?.[0]?.['id']}/receipt`;

    const [first, second] = [await service.get(url), await service.get(url)];

    expect(first.raw.payload).toBe(second.raw.payload);
  });

  test('does not exist before the erasure is done', async () => {
    const { body } = await close('u-1', '2026-06-01T00:00:00Z');

    const { status } = await service.get(`/v1/erasures/${body['erasures']?.[0]?.['id']}/receipt`);

    expect(status).toBe(409);
  });
});

describe('a store in trouble', () => {
  test.each(['refuses', 'lies', 'throws'] as const)(
    'that %s is retried, then shown as blocked, and the other stores go on',
    async (trouble) => {
      const postbote = service.stores.connector('postbote');
      if (postbote !== undefined) postbote.trouble = trouble;
      await close('u-1');

      await run();
      const retrying = await of('u-1');
      for (let round = 0; round < 4; round += 1) await run();
      const blocked = await of('u-1');

      expect(retrying.body['erasures']).toMatchObject([
        { status: 'retrying', stores: [{ store: 'shop-db', status: 'done' }, { status: 'retrying' }] },
      ]);
      expect(blocked.body['erasures']).toMatchObject([
        { status: 'blocked', stores: [{ status: 'done' }, { status: 'blocked' }] },
      ]);
      expect(left('account', 'u-1')).toBe(0);
      expect(blocked.raw.payload).not.toContain('no row');
    },
  );

  test('that works again is finished by the next run', async () => {
    const postbote = service.stores.connector('postbote');
    if (postbote !== undefined) postbote.trouble = 'refuses';
    await close('u-1');
    await run();
    if (postbote !== undefined) postbote.trouble = 'none';

    await run();
    const { body } = await of('u-1');

    expect(body['erasures']).toMatchObject([{ status: 'done' }]);
  });

  test('that the stores file does not name blocks its step and is never skipped', async () => {
    const other = await TestService.start({ now: '2026-06-01T12:00:00Z', without: ['postbote'] });
    await other.post('/v1/events', {
      id: 'e',
      type: 'account.closed',
      at: LONG_AGO,
      subject: { id: 'u-1' },
    });

    await other.post('/v1/erasures/run', {});
    const { body } = await other.get('/v1/erasures?subject=u-1');
    await other.remove();

    expect(body['erasures']).toMatchObject([
      {
        status: 'blocked',
        stores: [
          { store: 'shop-db', status: 'done' },
          {
            store: 'postbote',
            status: 'blocked',
            cause: 'the stores file says nothing about this store',
          },
        ],
      },
    ]);
  });
});

describe('a legal hold', () => {
  const hold = { caseRef: 'case-7', basis: 'litigation', subject: { id: 'u-1' } };

  test('keeps everything of its subject, and of nobody else', async () => {
    await close('u-1');
    await close('u-2');
    await service.post('/v1/holds', hold);

    await run();
    const held = await of('u-1');
    const free = await of('u-2');

    expect(held.body['erasures']).toMatchObject([{ status: 'held' }]);
    expect(left('album', 'u-1')).toBe(3);
    expect(free.body['erasures']).toMatchObject([{ status: 'done' }]);
  });

  test('once released lets the erasure go on from its original due date', async () => {
    const { body: event } = await close('u-1');
    const { body: placed } = await service.post('/v1/holds', hold);
    await run();
    await service.send({ method: 'DELETE', url: `/v1/holds/${placed['id']}` });

    await run();
    const { body } = await of('u-1');

    expect(body['erasures']).toMatchObject([
      { status: 'done', due: event['erasures']?.[0]?.['due'] },
    ]);
  });

  test('of which one of two is released still holds', async () => {
    await close('u-1');
    const { body: first } = await service.post('/v1/holds', hold);
    await service.post('/v1/holds', { ...hold, caseRef: 'case-8' });
    await service.send({ method: 'DELETE', url: `/v1/holds/${first['id']}` });

    await run();
    const { body } = await of('u-1');

    expect(body['erasures']).toMatchObject([{ status: 'held' }]);
  });
});

test('after the work nothing in our own database names the subject of a finished erasure', async () => {
  const { body } = await service.post('/v1/events', {
    id: 'album-gone',
    type: 'item.deleted',
    at: LONG_AGO,
    subject: { id: 'u-very-rare-name' },
    item: { category: 'albums', id: 'a-very-rare-album' },
  });
  await run();

  const dump = await service.dump();

  expect(body['erasures']).toHaveLength(1);
  expect(dump).not.toContain('u-very-rare-name');
  expect(dump).not.toContain('a-very-rare-album');
});

test('what the law kept is erased when the law no longer asks for it', async () => {
  await close('u-1');
  await run();
  service.clock.set('2033-02-22T00:00:00Z');

  await service.sweep();
  const { body } = await of('u-1');

  expect(left('invoice', 'u-1')).toBe(0);
  expect(body['erasures']).toMatchObject([{ status: 'done' }, { status: 'done' }]);
});
