import type { CompiledPolicy, Rule } from '@troth/compiler';
import { describe, expect, test } from 'vitest';
import { decide } from './decide.ts';
import type { DeleteBy, DecisionRequest, Obligation } from './decision.ts';
import { deleteBy } from './duties.ts';
import { clause, northwindClauses, policyOf } from './testing/northwind.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const FREE = { optOuts: [], restricted: false };

const atRest = (bits: 128 | 256, fields?: readonly string[]): Rule => ({
  verb: 'encrypt',
  scope: 'at-rest',
  cipher: { algorithm: 'AES', bits },
  ...(fields && { fields }),
});
const inTransit = (minimum: '1.2' | '1.3'): Rule => ({
  verb: 'encrypt',
  scope: 'in-transit',
  minimum,
});
const erased = (data: readonly string[], days: number, after = 'account.closed'): Rule => ({
  verb: 'erase',
  data,
  after,
  within: { amount: days, unit: 'day' },
});

const policy: CompiledPolicy = policyOf([
  ...northwindClauses,
  clause('sealed', atRest(128)),
  clause('sealed.mail', atRest(256, ['account.email'])),
  clause('wire', inTransit('1.2')),
  clause('wire.new', inTransit('1.3')),
  clause('gone', erased(['account', 'card'], 90)),
  clause('gone.mail', {
    ...erased(['account.email'], 30, 'item.deleted'),
    stages: {
      systems: { amount: 30, unit: 'day' },
      backups: { amount: 1, unit: 'month' },
    },
  } as Rule),
  clause(
    'taxes',
    { verb: 'retain', data: ['card'], obligations: ['tax-records'] },
    { exceptTo: ['gone'] },
  ),
  clause(
    'kept',
    { verb: 'retain', data: ['card'], while: 'account.active', obligations: [] },
    {
      exceptTo: ['gone'],
    },
  ),
]);

function owedOn(request: DecisionRequest, by: CompiledPolicy = policy): readonly Obligation[] {
  const decision = decide(by, request, FREE, NOW);
  expect(decision.effect).toBe('permit');
  return decision.obligations;
}

const SEALED = { type: 'encrypt', scope: 'at-rest', algorithm: 'AES', bits: 256 } as const;
const GONE = {
  type: 'delete-by',
  after: 'account.closed',
  within: { amount: 90, unit: 'day' },
  clause: 'gone',
  unless: ['taxes'],
} as const;
const MAIL_GONE = {
  type: 'delete-by',
  data: ['account.email'],
  after: 'item.deleted',
  within: { amount: 30, unit: 'day' },
  backups: { amount: 1, unit: 'month' },
  clause: 'gone.mail',
} as const;

describe('what is owed for the data themselves', () => {
  test('what is kept is owed the longest key that any clause promises, and an end for each event', () => {
    const owed = owedOn({ action: 'store', data: ['account.name'], purpose: 'receipts' });

    expect(owed).toEqual([
      { ...SEALED, clauses: ['sealed', 'sealed.mail'] },
      { ...GONE, data: ['account.name'] },
    ]);
  });

  test('of a parent, the parts that a clause speaks of are named', () => {
    const owed = owedOn({ action: 'collect', data: ['account'], purpose: 'receipts' });

    expect(owed).toEqual([
      { ...SEALED, fields: ['account.email'], clauses: ['sealed', 'sealed.mail'] },
      { ...GONE, data: ['account'] },
      MAIL_GONE,
    ]);
  });

  test('what several categories owe is owed once, with the data it is for', () => {
    const data = ['account.name', 'account.email'];
    const owed = owedOn({ action: 'collect', data, purpose: 'receipts' });

    expect(owed).toEqual([
      { ...SEALED, fields: ['account.email'], clauses: ['sealed', 'sealed.mail'] },
      { ...GONE, data },
      MAIL_GONE,
    ]);
  });

  test('what is handed on travels by the newest version of TLS that any clause promises', () => {
    const owed = { type: 'encrypt', scope: 'in-transit', minimum: '1.3' };
    const clauses = ['wire', 'wire.new'];
    const shared = { data: ['card.brand'], purpose: 'billing', recipient: 'paywell' };
    const context = { basis: 'law', disclosureId: 'd-1' };
    const disclosed = { data: ['reading'], purpose: 'billing', context };

    expect(owedOn({ action: 'share', ...shared })).toEqual([{ ...owed, clauses }]);
    expect(owedOn({ action: 'disclose', ...disclosed })).toEqual([{ ...owed, clauses }]);
  });

  test('a use and an access keep and hand on nothing, so they owe none of it', () => {
    const about = { data: ['account.name'], purpose: 'receipts' };
    const actor = { id: 'backend', kind: 'service' } as const;

    expect(owedOn({ action: 'use', ...about })).toEqual([]);
    expect(owedOn({ action: 'access', actor, ...about })).toEqual([]);
  });

  test('a deny owes nothing', () => {
    const { obligations } = decide(
      policy,
      { action: 'store', data: ['card.number'], purpose: 'billing' },
      FREE,
      NOW,
    );

    expect(obligations).toEqual([]);
  });

  test('an instant is the window after the event, backups after that', () => {
    const closed = new Date('2026-01-31T00:00:00Z');
    const inBackups: DeleteBy = { ...MAIL_GONE, within: { amount: 1, unit: 'day' } };

    expect(deleteBy({ ...GONE, data: [] }, closed).toISOString()).toBe('2026-05-01T00:00:00.000Z');
    expect(deleteBy(inBackups, closed).toISOString()).toBe('2026-03-01T00:00:00.000Z');
  });
});

describe('a notice that is promised', () => {
  const telling = policyOf([
    clause('law', {
      verb: 'disclose',
      data: ['account'],
      bases: ['law'],
      approvers: 1,
      notify: true,
    }),
  ]);
  const disclosed = (notify?: boolean): DecisionRequest => ({
    action: 'disclose',
    data: ['account.email'],
    purpose: 'billing',
    context: { basis: 'law', disclosureId: 'd-1', ...(notify !== undefined && { notify }) },
  });

  test('is owed until the caller says that it is given', () => {
    expect(owedOn(disclosed(), telling)).toEqual([{ type: 'notify', whom: 'data-subject' }]);
    expect(owedOn(disclosed(true), telling)).toEqual([]);
  });

  test('and refused when the caller says that it is not', () => {
    const { effect, reasons, explanation } = decide(telling, disclosed(false), FREE, NOW);

    expect([effect, reasons]).toEqual(['deny', ['law']]);
    expect(explanation).toContain('would not be told');
  });
});
