import { afterAll, beforeAll, expect, test } from 'vitest';

import { startPlatform, textOf } from '../testing/platform.ts';
import type { TestPlatform } from '../testing/platform.ts';

let platform: TestPlatform;
let ada = '';
beforeAll(async () => {
  platform = await startPlatform();
  ada = await platform.signUp('Ada Marsh', 'ada@example.test');
});
afterAll(() => platform.stop());

async function make(): Promise<{ readonly id: string; readonly key: string }> {
  const { body } = await platform.ask('POST', '/settings/api-keys', { token: ada });
  return { id: textOf(body, 'id'), key: textOf(body, 'key') };
}

test('a program signs in with a key, which is shown once and kept as a digest', async () => {
  const { key } = await make();

  const runs = await platform.ask('GET', '/runs', { token: key });
  const listed = await platform.ask('GET', '/settings/api-keys', { token: ada });

  expect(runs).toMatchObject({ status: 200, body: [] });
  expect(listed.body).toMatchObject([{ ending: key.slice(-4) }]);
  expect(JSON.stringify(listed.body)).not.toContain(key);
  expect(JSON.stringify(await platform.database.apiKey.findMany())).not.toContain(key);
});

test('a revoked key lets nobody in, and only its account can revoke it', async () => {
  const { id, key } = await make();
  const bo = await platform.signUp('Bo Lind', 'bo@example.test');

  const byOther = await platform.ask('DELETE', `/settings/api-keys/${id}`, { token: bo });
  const byOwner = await platform.ask('DELETE', `/settings/api-keys/${id}`, { token: ada });

  expect([byOther.status, byOwner.status]).toEqual([404, 204]);
  expect((await platform.ask('GET', '/runs', { token: key })).status).toBe(401);
  expect((await platform.ask('GET', '/runs', { token: `${key}x` })).status).toBe(401);
});
