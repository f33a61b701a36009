import { createPublicKey } from 'node:crypto';
import { verifyReceipt } from '@troth/audit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeDatabase, TEST_POSTGRES_URL } from '../testing/real-postgres.ts';
import type { TestDatabase } from '../testing/real-postgres.ts';
import { TestService } from '../testing/test-service.ts';

/** 100 days before the test's now. */
const LONG_AGO = '2026-02-21T12:00:00Z';

const DATABASES: readonly [string, string | undefined][] = [
  ['the embedded database', undefined],
  ...(TEST_POSTGRES_URL === undefined
    ? []
    : [['a real PostgreSQL', TEST_POSTGRES_URL] satisfies [string, string]]),
];

describe.each(DATABASES)('on %s', (_name, server) => {
  let service: TestService;
  let database: TestDatabase | undefined;
  /** Each test has two subjects of its own: `one` leaves, `other` stays. */
  let one: string;
  let other: string;
  let tests = 0;

  beforeAll(async () => {
    if (server !== undefined) database = await makeDatabase(server);
    const config = database === undefined ? {} : { databaseUrl: database.url };
    service = await TestService.start({ now: '2026-06-01T12:00:00Z', config });
  });

  beforeEach(() => {
    tests += 1;
    [one, other] = [`leaver-${tests}`, `stayer-${tests}`];
    service.clock.set('2026-06-01T12:00:00Z');
    const shop = service.stores.connector('shop-db');
    const postbote = service.stores.connector('postbote');
    if (postbote !== undefined) postbote.trouble = 'none';
    for (const subject of [one, other]) {
      shop?.put('account', subject, 1);
      shop?.put('album', subject, 3);
      shop?.put('invoice', subject, 2);
      postbote?.put('postbote', subject, 1);
    }
  });

  afterAll(async () => {
    await service.remove();
    await database?.drop();
  });

  function close(subject: string, at = LONG_AGO, id = `closed-${subject}`) {
    return service.post('/v1/events', { id, type: 'account.closed', at, subject: { id: subject } });
  }

  const run = (body: object = {}) => service.post('/v1/erasures/run', body);
  const of = (subject: string) => service.get(`/v1/erasures?subject=${subject}`);
  const left = (table: string, subject: string) =>
    service.stores.connector('shop-db')?.count(table, subject);

  test('closing an account promises its erasure within 90 days, and work starts after 72', async () => {
    const { status, body } = await close(one, '2026-06-01T00:00:00Z');

    expect(status).toBe(202);
    expect(body).toMatchObject({
      id: `closed-${one}`,
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
    const first = await close(one);
    const second = await close(one);

    expect(second.status).toBe(202);
    expect(second.body).toMatchObject({ status: 'duplicate', erasures: first.body['erasures'] });
  });

  test('another event under a used id is refused', async () => {
    await close(one);

    const { status, body } = await close(other, LONG_AGO, `closed-${one}`);

    expect(status).toBe(409);
    expect(body).toMatchObject({ errors: [{ field: 'id' }] });
  });

  test('a due erasure takes the subject from every store, leaves others alone, and names what the law keeps', async () => {
    await close(one);

    await run();
    const { body } = await of(one);

    expect([left('account', one), left('album', one)]).toEqual([0, 0]);
    expect([left('account', other), left('album', other)]).toEqual([1, 3]);
    expect(left('invoice', one)).toBe(2);
    expect(body['erasures']).toMatchObject([
      {
        clause: 'retention.accounts',
        subject: one,
        status: 'done',
        stores: [
          { store: 'postbote', status: 'done', erased: 1 },
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
        ],
      },
    ]);
  });

  test('before its time nothing is erased', async () => {
    await close(one, '2026-05-01T00:00:00Z');

    await run();
    const { body } = await of(one);

    expect(body['erasures']).toMatchObject([{ status: 'scheduled' }]);
    expect(left('account', one)).toBe(1);
  });

  test('running again changes nothing', async () => {
    await close(one);
    await run();
    const before = await of(one);

    const second = await run();
    const after = await of(one);

    expect(second.raw.payload).not.toContain(before.body['erasures']?.[0]?.['id']);
    expect(after.body).toEqual(before.body);
  });

  test('a dry run counts and erases nothing', async () => {
    await close(one);

    const { body } = await run({ dryRun: true });

    expect(body).toMatchObject({ dryRun: true });
    expect(body['erasures']).toHaveLength(1);
    expect(body['erasures']?.[0]?.['steps']).toContainEqual({
      store: 'shop-db',
      kind: 'rows',
      target: 'album',
      wouldErase: 3,
    });
    expect(left('album', one)).toBe(3);
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
      const { body } = await close(one);
      await run();
      const keys = await service.get('/.well-known/jwks.json', null);

      const receipt = await service.get(`/v1/erasures/${body['erasures']?.[0]?.['id']}/receipt`);

      const key = createPublicKey({ format: 'jwk', key: keys.body['keys']?.[0] ?? {} });
      expect(verifyReceipt(receipt.body as never, [key])).toMatchObject({ kind: 'valid' });
      expect(receipt.raw.payload).not.toContain(one);
    });

    test('is the same each time', async () => {
      const { body } = await close(one);
      await run();
      const url = `/v1/erasures/${body['erasures']?.[0]?.['id']}/receipt`;

      const [first, second] = [await service.get(url), await service.get(url)];

      expect(first.raw.payload).toBe(second.raw.payload);
    });

    test('does not exist before the erasure is done', async () => {
      const { body } = await close(one, '2026-06-01T00:00:00Z');

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
        await close(one);

        await run();
        const retrying = await of(one);
        for (let round = 0; round < 4; round += 1) await run();
        const blocked = await of(one);

        expect(retrying.body['erasures']).toMatchObject([
          {
            status: 'retrying',
            stores: [{ status: 'retrying' }, { store: 'shop-db', status: 'done' }],
          },
        ]);
        expect(blocked.body['erasures']).toMatchObject([
          { status: 'blocked', stores: [{ status: 'blocked' }, { status: 'done' }] },
        ]);
        expect(left('account', one)).toBe(0);
        expect(blocked.raw.payload).not.toContain('no row');
      },
    );

    test('that works again is finished by the next run', async () => {
      const postbote = service.stores.connector('postbote');
      if (postbote !== undefined) postbote.trouble = 'refuses';
      await close(one);
      await run();
      if (postbote !== undefined) postbote.trouble = 'none';

      await run();
      const { body } = await of(one);

      expect(body['erasures']).toMatchObject([{ status: 'done' }]);
    });

    test('that the stores file does not name blocks its step and is never skipped', async () => {
      const lacking = await TestService.start({
        now: '2026-06-01T12:00:00Z',
        without: ['postbote'],
      });
      await lacking.post('/v1/events', {
        id: 'e',
        type: 'account.closed',
        at: LONG_AGO,
        subject: { id: one },
      });

      await lacking.post('/v1/erasures/run', {});
      const { body } = await lacking.get(`/v1/erasures?subject=${one}`);
      await lacking.remove();

      expect(body['erasures']).toMatchObject([
        {
          status: 'blocked',
          stores: [
            {
              store: 'postbote',
              status: 'blocked',
              cause: 'the stores file says nothing about this store',
            },
            { store: 'shop-db', status: 'done' },
          ],
        },
      ]);
    });
  });

  test('a subject of a tenant is found with and without naming the tenant', async () => {
    await service.post('/v1/events', {
      id: `tenant-${one}`,
      type: 'account.closed',
      at: LONG_AGO,
      subject: { id: one, tenant: 'acme' },
    });

    const [any, acme, globex] = await Promise.all([
      of(one),
      of(`${one}&tenant=acme`),
      of(`${one}&tenant=globex`),
    ]);

    expect(any.body['erasures']).toHaveLength(1);
    expect(acme.body['erasures']).toEqual(any.body['erasures']);
    expect(globex.body['erasures']).toEqual([]);
  });

  describe('a legal hold', () => {
    const hold = () => ({ caseRef: 'case-7', basis: 'litigation', subject: { id: one } });

    test('keeps everything of its subject, and of nobody else', async () => {
      await close(one);
      await close(other);
      await service.post('/v1/holds', hold());

      await run();
      const held = await of(one);
      const free = await of(other);

      expect(held.body['erasures']).toMatchObject([{ status: 'held' }]);
      expect(left('album', one)).toBe(3);
      expect(free.body['erasures']).toMatchObject([{ status: 'done' }]);
    });

    test('once released lets the erasure go on from its original due date', async () => {
      const { body: event } = await close(one);
      const { body: placed } = await service.post('/v1/holds', hold());
      await run();
      await service.send({ method: 'DELETE', url: `/v1/holds/${placed['id']}` });

      await run();
      const { body } = await of(one);

      expect(body['erasures']).toMatchObject([
        { status: 'done', due: event['erasures']?.[0]?.['due'] },
      ]);
    });

    test('of which one of two is released still holds', async () => {
      await close(one);
      const { body: first } = await service.post('/v1/holds', hold());
      await service.post('/v1/holds', { ...hold(), caseRef: 'case-8' });
      await service.send({ method: 'DELETE', url: `/v1/holds/${first['id']}` });

      await run();
      const { body } = await of(one);

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
    await close(one);
    await run();
    service.clock.set('2033-02-22T00:00:00Z');

    await service.sweep();
    const { body } = await of(one);

    expect(left('invoice', one)).toBe(0);
    expect(body['erasures']).toMatchObject([{ status: 'done' }, { status: 'done' }]);
  });
});
