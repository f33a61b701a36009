import { afterEach, beforeEach, expect, test } from 'vitest';
import { Database } from '../database/database.ts';
import { TestService } from '../testing/test-service.ts';
import { DecisionLog } from './decision-log.ts';
import { DecisionsRepository } from './decisions.repository.ts';

let service: TestService;

beforeEach(async () => {
  service = await TestService.start();
});

afterEach(() => service.remove());

const USE = { action: 'use', data: ['account.email'], purpose: 'run-shop', subject: { id: 'u-1' } };
const EVER = 'from=2020-01-01T00:00:00Z&until=2099-01-01T00:00:00Z';

interface Entry {
  readonly id: string;
  readonly request: { readonly actor?: { readonly id: string; readonly kind: string } };
}

async function logged(): Promise<readonly Entry[]> {
  await log().flush();
  const { body } = await service.get(`/v1/decisions?${EVER}&limit=5000`);
  return body['decisions'] ?? [];
}

function log(): DecisionLog {
  return service.booted.app.get(DecisionLog);
}

async function ask(count: number): Promise<readonly string[]> {
  const requests = Array.from({ length: count }, () => USE);
  const { body } = await service.post('/v1/decisions', { requests });
  const decisions: readonly { readonly decisionId: string }[] = body['decisions'] ?? [];
  return decisions.map(({ decisionId }) => decisionId);
}

test('what was answered is in the log in the order it was answered, under the same ids', async () => {
  const ids = [...(await ask(1000)), ...(await ask(1)), ...(await ask(1000))];

  const entries = await logged();

  expect(entries.map(({ id }) => id)).toEqual(ids);
});

test('while the log cannot be written decisions go on, and all of them are in it afterwards, none twice', async () => {
  const { client } = service.booted.app.get(Database);
  await client.$executeRaw`ALTER TABLE decision_segment RENAME TO away`;
  const before = await ask(10);
  await log().flush();
  const during = await ask(10);
  await log().flush();
  await client.$executeRaw`ALTER TABLE away RENAME TO decision_segment`;

  const entries = await logged();

  expect(entries.map(({ id }) => id)).toEqual([...before, ...during]);
  expect(service.log.lines.join('\n')).toContain('decision-log-not-flushed');
});

test('entries that were written without our hearing of it are not written again', async () => {
  const rows = service.booted.app.get(DecisionsRepository);
  const write = rows.write.bind(rows);
  let cut = 0;
  rows.write = async (writer, segment) => {
    await write(writer, segment);
    cut += 1;
    if (cut === 1) throw new Error('the connection was cut after the commit');
  };
  const ids = await ask(3);
  await log().flush();

  const entries = await logged();

  expect(cut).toBe(2);
  expect(entries.map(({ id }) => id)).toEqual(ids);
});

test('when more is decided than the database takes, the answers wait for it and nothing is lost', async () => {
  const rows = service.booted.app.get(DecisionsRepository);
  const write = rows.write.bind(rows);
  const slow = Promise.withResolvers<void>();
  rows.write = async (writer, segment) => {
    await slow.promise;
    await write(writer, segment);
  };
  for (let call = 0; call < 50; call += 1) await ask(1000);
  let isAnswered = false;
  const waiting = ask(1).then((ids) => {
    isAnswered = true;
    return ids;
  });
  await expect.poll(() => log().isFull).toBe(true);
  const wasAnswered = isAnswered;

  slow.resolve();
  const [last] = await waiting;
  await log().flush();

  const { client } = service.booted.app.get(Database);
  const { _sum: written } = await client.decisionSegment.aggregate({ _sum: { entries: true } });
  expect([wasAnswered, isAnswered, written.entries]).toEqual([false, true, 50_001]);
  expect(last).toMatch(/^[0-9a-f-]{36}$/);
  const metrics = await service.get('/metrics');
  expect(metrics.raw.payload).toContain('troth_decision_log_lost_total 0');
}, 120_000);

test('of a person the log has what the token says, not what the body says', async () => {
  const made = await service.post('/v1/tokens', {
    name: 'lawyer-1',
    kind: 'person',
    scopes: ['decisions'],
  });
  const actor = { id: 'somebody-else', kind: 'service' };
  await service.post('/v1/decisions', { requests: [USE, { ...USE, actor }] }, made.body['token']);

  const entries = await logged();

  expect(entries.map(({ request }) => request.actor?.kind)).toEqual(['person', 'person']);
  expect(JSON.stringify(entries)).not.toMatch(/lawyer-1|somebody-else/);
});

test('of one in ten the log has every tenth, as it was asked', async () => {
  const sampled = await TestService.start({ config: { decisionLogOneIn: 10 } });
  const requests = Array.from({ length: 25 }, (_, place) => ({ ...USE, context: { age: place } }));
  await sampled.post('/v1/decisions', { requests });
  await sampled.booted.app.get(DecisionLog).flush();

  const { body } = await sampled.get(`/v1/decisions?${EVER}`);
  await sampled.remove();

  expect(body['decisions']).toMatchObject([
    { request: { context: { age: 9 } } },
    { request: { context: { age: 19 } } },
  ]);
});
