import { afterEach, beforeEach, expect, test } from 'vitest';
import { Database } from '../database/database.ts';
import { northwindDataMap, northwindPolicy } from '../testing/northwind.ts';
import { TestService } from '../testing/test-service.ts';

let service: TestService;

beforeEach(async () => {
  const dataMaps = [{ application: 'shop', stores: [] }];
  service = await TestService.start({ now: '2026-06-01T12:00:00Z', dataMaps });
});

afterEach(() => service.remove());

function close(subject: string) {
  const at = '2026-02-21T12:00:00Z';
  const id = `closed-${subject}`;
  return service.post('/v1/events', { id, type: 'account.closed', at, subject: { id: subject } });
}

test('what no data map reaches is blocked with its reason, and planned anew once a map does', async () => {
  service.stores.connector('shop-db')?.put('album', 'u-1', 3);
  await close('u-1');
  await service.post('/v1/erasures/run', {});
  const before = await service.get('/v1/erasures?subject=u-1');
  await service.stop();
  service.writeBundle(northwindPolicy(), [northwindDataMap]);
  await service.start();

  await service.post('/v1/erasures/run', {});
  const after = await service.get('/v1/erasures?subject=u-1');

  expect(before.body['erasures']).toMatchObject([{ status: 'blocked' }]);
  expect(JSON.stringify(before.body)).toContain('nothing-mapped');
  expect(after.body['erasures']).toMatchObject([{ status: 'done' }]);
  expect(service.stores.connector('shop-db')?.count('album', 'u-1')).toBe(0);
});

test('an erasure that cannot be worked on holds up no other', async () => {
  await service.stop();
  service.writeBundle(northwindPolicy(), [northwindDataMap]);
  await service.start();
  await close('broken');
  await close('sound');
  const { client } = service.booted.app.get(Database);
  await client.$executeRaw`UPDATE step SET plan = '{}' WHERE erasure_id IN (SELECT id FROM erasure WHERE event_id = 'closed-broken')`;

  await service.post('/v1/erasures/run', {});
  const sound = await service.get('/v1/erasures?subject=sound');

  expect(sound.body['erasures']).toMatchObject([{ status: 'done' }]);
  expect(service.log.lines.join()).toContain('erasure-put-off');
});
