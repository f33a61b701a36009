import { describe, expect, test } from 'vitest';
import { northwindFiles, northwindPolicy } from '../testing/northwind.ts';
import { TestService } from '../testing/test-service.ts';
import { DecisionLog } from './decision-log.ts';
import { keptFor } from './kept-for.ts';
import { DecisionLogSweep } from './log-sweep.ts';

const CLAUSES = northwindFiles()['clauses/all.yaml'] ?? '';
const WORDS = northwindFiles()['vocabulary/categories.yaml'] ?? '';
const WHOLE = '{ data: all, after: account.closed, within: 90 days }';

/** The shop, where what is left of a closed account is gone by this rule. */
function shop(rule: string, words = WORDS) {
  return {
    policy: northwindPolicy({
      'clauses/all.yaml': CLAUSES.replace(WHOLE, rule),
      'vocabulary/categories.yaml': words,
    }),
  };
}

const within = (window: string) => shop(WHOLE.replace('90 days', window));

describe('the decision log is kept no longer than a clause leaves anything of who has gone', () => {
  test.each([
    ['90 days', undefined, 90],
    ['30 days', undefined, 30],
    ['2 months', undefined, 56],
    ['1 year', undefined, 365],
    ['48 hours', undefined, 2],
    ['90 days', 7, 7],
    ['30 days', 365, 30],
  ])('of %s, with a setting of %s days: %s', (window, setting, days) => {
    expect(keptFor([within(window)], setting).days).toBe(days);
  });

  test('the clause is named, but not where the setting is shorter', () => {
    expect(keptFor([within('30 days')], 90)).toEqual({ days: 30, clause: 'retention.accounts' });
    expect(keptFor([within('30 days')], 7)).toEqual({ days: 7 });
  });

  test('of several versions that bind, the shortest window counts', () => {
    expect(keptFor([within('60 days'), within('30 days')], undefined).days).toBe(30);
  });

  test('a clause about a part of the data counts where that part is such records', () => {
    const words = `${WORDS}  - { id: usage, name: usage, dpv: "pd:ServiceConsumptionBehaviour" }\n`;
    const rule = '{ data: [usage], after: account.closed, within: 10 days }';

    expect(keptFor([shop(rule, words)], undefined).days).toBe(10);
    expect(keptFor([shop(rule.replace('usage', 'albums'), words)], undefined).days).toBe(90);
  });
});

test('what a setting keeps longer than the clause is gone all the same, and the log says so', async () => {
  const service = await TestService.start({
    policy: within('30 days').policy,
    config: { decisionLogDays: 365 },
  });
  const use = { action: 'use', data: ['account.email'], purpose: 'run-shop' };
  await service.post('/v1/decisions', use);
  await service.booted.app.get(DecisionLog).flush();
  const kept = async (now: string): Promise<unknown> => {
    service.clock.set(now);
    await service.booted.app.get(DecisionLogSweep).sweep();
    const always = 'from=2020-01-01T00:00:00Z&until=2099-01-01T00:00:00Z';
    const { body } = await service.get(`/v1/decisions?${always}`);
    const decisions: readonly unknown[] = body['decisions'] ?? [];
    return decisions.length;
  };

  expect(await kept('2026-07-01T10:59:00Z')).toBe(1);
  expect(await kept('2026-07-01T11:59:00Z')).toBe(0);
  expect(service.log.lines).toContain(
    '{"event":"decision-log-kept","days":30,"clause":"retention.accounts"}',
  );
  await service.remove();
});
