import { afterEach, beforeEach, expect, test } from 'vitest';
import { Database } from '../database/database.ts';
import { TestService } from '../testing/test-service.ts';
import { DecisionLog } from './decision-log.ts';

let service: TestService;

beforeEach(async () => {
  service = await TestService.start();
});

afterEach(() => service.remove());

const USE = { action: 'use', data: ['account.email'], purpose: 'run-shop', subject: { id: 'u-1' } };
const ACCESS = { ...USE, action: 'access', actor: { id: 'p-1', kind: 'person' } };
const DISCLOSE = { ...USE, action: 'disclose', recipient: 'postbote', context: { basis: 'law' } };

test('answers are in the decision log once it is flushed, with pseudonyms', async () => {
  const requests = Array.from({ length: 25 }, () => USE);
  await service.post('/v1/decisions', { requests });

  await service.booted.app.get(DecisionLog).flush();

  const rows = await service.booted.app.get(Database).client.decisionLog.findMany();
  expect(rows).toHaveLength(25);
  expect(rows[0]).toMatchObject({ effect: 'permit', purpose: 'run-shop', reasons: ['use.shop'] });
  expect(rows[0]?.subjectRef).toMatch(/^sub_/);
});

test('a clean stop loses no decision', async () => {
  await service.post('/v1/decisions', USE);
  await service.stop();
  await service.start();

  const { client } = service.booted.app.get(Database);

  expect(await client.decisionLog.count()).toBe(1);
  expect((await service.get('/metrics', null)).raw.payload).toContain(
    'troth_decision_writers_killed 0',
  );
});

test('a disclosure, or an access by a person, that cannot be recorded is not answered', async () => {
  const { client } = service.booted.app.get(Database);
  await client.$executeRaw`ALTER TABLE audit_leaf RENAME TO audit_leaf_away`;

  const access = await service.post('/v1/decisions', ACCESS);
  const disclosure = await service.post('/v1/decisions', DISCLOSE);
  const among = await service.post('/v1/decisions', { requests: [USE, ACCESS] });
  const use = await service.post('/v1/decisions', USE);

  expect([access.status, disclosure.status, among.status]).toEqual([503, 503, 503]);
  expect(use.status).toBe(200);
});
