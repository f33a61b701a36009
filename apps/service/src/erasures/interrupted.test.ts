import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestService } from '../testing/test-service.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start({ now: '2026-06-01T12:00:00Z' });
});

afterAll(() => service.remove());

test.each(['shop-db', 'postbote'])(
  'a process that ends while `%s` erases loses nothing and counts nothing twice',
  async (store) => {
    const subject = `interrupted-${store}`;
    service.stores.connector('shop-db')?.put('account', subject, 1);
    service.stores.connector('shop-db')?.put('album', subject, 3);
    service.stores.connector('postbote')?.put('postbote', subject, 1);
    await service.post('/v1/events', {
      id: `closed-${subject}`,
      type: 'account.closed',
      at: '2026-02-21T12:00:00Z',
      subject: { id: subject },
    });
    const connector = service.stores.connector(store);
    if (connector === undefined) throw new Error('no such store');

    connector.trouble = 'stops-after';
    const run = service.post('/v1/erasures/run', {});
    await expect.poll(() => connector.stopped.at(-1) ?? '').toContain(subject);
    await service.stop();
    await run.catch(() => undefined);
    connector.trouble = 'none';
    await service.start();
    const between = await service.get(`/v1/erasures?subject=${subject}`);
    await service.post('/v1/erasures/run', {});
    const after = await service.get(`/v1/erasures?subject=${subject}`);

    expect(between.body['erasures']).not.toMatchObject([{ status: 'done' }]);
    expect(after.body['erasures']).toMatchObject([
      {
        status: 'done',
        stores: [
          { store: 'postbote', erased: 1 },
          { store: 'shop-db', erased: 4 },
        ],
      },
    ]);
  },
);
