import { afterEach, beforeEach, expect, test } from 'vitest';
import { Database } from '../database/database.ts';
import { TestService } from '../testing/test-service.ts';
import { DecisionLog } from './decision-log.ts';
import { DecisionLogSweep } from './log-sweep.ts';

let service: TestService;

beforeEach(async () => {
  service = await TestService.start();
});

afterEach(() => service.remove());

const USE = { action: 'use', data: ['account.email'], purpose: 'run-shop', subject: { id: 'u-1' } };
const ACCESS = { ...USE, action: 'access', actor: { id: 'p-1', kind: 'person' } };
const DISCLOSE = { ...USE, action: 'disclose', recipient: 'postbote', context: { basis: 'law' } };

const LONG_AGO = '2020-01-01T00:00:00Z';
const LATER = '2099-01-01T00:00:00Z';

async function logged(): Promise<readonly unknown[]> {
  await service.booted.app.get(DecisionLog).flush();
  const { body } = await service.get(`/v1/decisions?from=${LONG_AGO}&until=${LATER}`);
  const { decisions } = body;
  if (!Array.isArray(decisions)) throw new Error('no decisions');
  return decisions;
}

test('answers are in the decision log once it is flushed, with pseudonyms, and are given again', async () => {
  const requests = Array.from({ length: 25 }, () => USE);
  await service.post('/v1/decisions', { requests });

  const decisions = await logged();

  expect(decisions).toHaveLength(25);
  expect(decisions[0]).toMatchObject({
    effect: 'permit',
    reasons: ['use.shop'],
    request: { purpose: 'run-shop', subject: { id: expect.stringMatching(/^sub_/) as unknown } },
    replay: 'same',
  });
});

test('what a request says beyond the words of the policy is not in the log, and is decided again all the same', async () => {
  const secret = 'ada.lovelace@example.com';
  await service.post('/v1/decisions', {
    requests: [
      { ...USE, purpose: secret },
      { ...USE, data: [secret], subject: { id: secret, tenant: secret, region: secret } },
      { ...USE, actor: { id: secret, kind: 'person' }, context: { caseId: secret } },
      { ...DISCLOSE, context: { basis: 'law', disclosureId: secret, beneficiary: secret } },
      { ...USE, context: { kind: secret, source: secret, product: secret, basis: secret } },
      { ...USE, subject: { id: secret }, context: { beneficiary: secret } },
    ],
  });

  const decisions = await logged();

  expect(decisions).toHaveLength(6);
  expect(decisions.map((each) => (each as { replay: string }).replay)).toEqual(
    Array.from({ length: 6 }, () => 'same'),
  );
  expect(JSON.stringify(decisions)).not.toContain('ada');
});

function daysAfter(start: number, days: number): string {
  return new Date(start + days * 86_400_000).toISOString();
}

test('the log is kept for its days and no longer', async () => {
  const started = service.clock.now().getTime();
  await service.post('/v1/decisions', USE);
  await service.booted.app.get(DecisionLog).flush();

  service.clock.set(daysAfter(started, 89));
  await service.booted.app.get(DecisionLogSweep).sweep();
  const kept = await logged();
  service.clock.set(daysAfter(started, 91));
  await service.booted.app.get(DecisionLogSweep).sweep();

  expect(kept).toHaveLength(1);
  expect(await logged()).toEqual([]);
});

test('a clean stop loses no decision', async () => {
  await service.post('/v1/decisions', USE);
  await service.stop();
  await service.start();

  expect(await logged()).toHaveLength(1);
  expect((await service.get('/metrics')).raw.payload).toContain('troth_decision_writers_killed 0');
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
