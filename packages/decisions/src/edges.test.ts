import { expect, test } from 'vitest';
import { compileDecider } from './decider.ts';
import type { DecisionRequest } from './decision.ts';
import { clause, northwind, policyOf, use, vocabulary } from './testing/northwind.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const FREE = { optOuts: [], restricted: false };
const decider = compileDecider(northwind);

function effectOf(request: DecisionRequest, at = NOW, by = decider): string {
  return by.decide(request, FREE, at).effect;
}

test('a contract holds from the first instant of the day it was signed, and not at that of its last', () => {
  const recipients = vocabulary.recipients.map((each) =>
    each.id === 'oldpress'
      ? { ...each, contract: { signed: '2020-01-01', expires: '2026-01-01', document: 'dpa' } }
      : each,
  );
  const by = compileDecider({ ...northwind, vocabulary: { ...vocabulary, recipients } });
  const sent = {
    action: 'share',
    data: ['manuscripts.drafts'],
    purpose: 'printing',
    recipient: 'oldpress',
  } as const;
  const at = (instant: string): string => effectOf(sent, new Date(instant), by);

  expect(
    [
      '2019-12-31T23:59:59.999Z',
      '2020-01-01T00:00:00Z',
      '2025-12-31T23:59:59.999Z',
      '2026-01-01T00:00:00Z',
    ].map(at),
  ).toEqual(['deny', 'permit', 'permit', 'deny']);
});

test('lists of kinds that exclude each other leave none, said or not', () => {
  const by = compileDecider(
    policyOf([
      clause('mail', use(['account.email'], ['receipts'], { kinds: ['order'] })),
      clause('mail.narrow', use(['account.email'], ['receipts'], { kinds: ['refund'] }), {
        narrows: ['mail'],
      }),
      clause('mail.limit', {
        verb: 'limit',
        data: ['account'],
        purposes: ['receipts'],
        conditions: { kinds: ['reminder'] },
      }),
    ]),
  );
  const mail = { action: 'use', data: ['account.email'], purpose: 'receipts' } as const;

  const kinds = ['order', 'refund', 'reminder'].map((kind) => ({ ...mail, context: { kind } }));
  expect([mail, ...kinds].map((request) => effectOf(request, NOW, by))).toEqual([
    'deny',
    'deny',
    'deny',
    'deny',
  ]);
});

test('the basis of one clause is none of another one, whichever is asked about first', () => {
  const disclosed = (data: string, bases: readonly ('law' | 'regulation')[]) =>
    clause(data, { verb: 'disclose', data: [data], bases, approvers: 1 });
  const by = compileDecider(
    policyOf([disclosed('reading', ['law']), disclosed('card', ['regulation'])]),
  );
  const on = (data: string, basis: string): string =>
    effectOf(
      {
        action: 'disclose',
        data: [data],
        purpose: 'billing',
        context: { basis, disclosureId: 'd' },
      },
      NOW,
      by,
    );

  expect([
    on('reading', 'law'),
    on('card', 'regulation'),
    on('reading', 'regulation'),
    on('card', 'law'),
    on('card', 'whim'),
  ]).toEqual(['permit', 'permit', 'deny', 'deny', 'deny']);
});

test('a region that is none denies also what was just permitted without one', () => {
  const asked = { action: 'use', data: ['card.brand'], purpose: 'billing' } as const;
  const from = (region: string): DecisionRequest => ({ ...asked, subject: { id: 's1', region } });

  const requests = [asked, from('DE'), from('US-CA'), from('nowhere'), from('ZZ-1')];
  expect(requests.map((request) => effectOf(request))).toEqual([
    'permit',
    'permit',
    'permit',
    'deny',
    'deny',
  ]);
});

test('a case whose id is blank is no case', () => {
  const inCase = (caseId: string): DecisionRequest => ({
    action: 'use',
    data: ['account.name'],
    purpose: 'fraud-cases',
    context: { caseId, log: true, mask: true },
  });

  expect([inCase('c-1'), inCase(' '), inCase('')].map((request) => effectOf(request))).toEqual([
    'permit',
    'deny',
    'deny',
  ]);
});

test('what narrows a narrower clause narrows the first one too', () => {
  const stated = (id: string, conditions: object, narrows: readonly string[]) =>
    clause(id, use(['account'], ['receipts'], conditions), { narrows });
  const by = compileDecider(
    policyOf([
      stated('wide', {}, []),
      stated('narrow', {}, ['wide']),
      stated('narrowest', { case: true }, ['narrow']),
    ]),
  );
  const asked = { action: 'use', data: ['account.name'], purpose: 'receipts' } as const;

  expect([
    effectOf(asked, NOW, by),
    effectOf({ ...asked, context: { caseId: 'c-1' } }, NOW, by),
  ]).toEqual(['deny', 'permit']);
});
