import { describe, expect, test } from 'vitest';
import { decide } from './decide.ts';
import type { DecisionRequest, Obligation, SubjectState } from './decision.ts';
import { northwind } from './testing/northwind.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const PERSON = {
  id: 'ann',
  kind: 'person',
  amr: ['pwd', 'otp'],
  authTime: '2026-11-23T09:00:00Z',
} as const;
const CASE = { caseId: 'c-1', log: true, mask: true };

type Row = [
  title: string,
  request: DecisionRequest,
  effect: 'permit' | 'deny',
  reasons: string[],
  more?: { obligations?: Obligation[]; state?: Partial<SubjectState> },
];

const TABLE: Row[] = [
  [
    'a customer gives an e-mail address for receipts',
    ask('collect', 'account.email', 'receipts'),
    'permit',
    ['collect.account'],
  ],
  [
    'collecting for a purpose that only a use names takes both clauses',
    ask('collect', 'reading', 'statistics'),
    'permit',
    ['collect.reading', 'reading.purposes', 'reading.groups'],
  ],
  [
    'collecting for a purpose nobody names',
    ask('collect', 'reading', 'billing'),
    'deny',
    ['collect.reading'],
  ],
  [
    'collecting from the declared source',
    ask('collect', 'account.email', 'receipts', { context: { source: 'data-subject' } }),
    'permit',
    ['collect.account'],
  ],
  [
    'collecting from another source',
    ask('collect', 'account.email', 'receipts', { context: { source: 'databarn' } }),
    'deny',
    ['collect.account'],
  ],
  [
    'taking a card through the provider',
    ask('collect', 'card', 'billing', { recipient: 'paywell' }),
    'permit',
    ['collect.card'],
  ],
  [
    'taking a card through another provider',
    ask('collect', 'card', 'billing', { recipient: 'inkhouse' }),
    'deny',
    ['collect.card'],
  ],
  [
    'storing the brand of a card',
    ask('store', 'card.brand', 'billing'),
    'permit',
    ['collect.card'],
  ],
  ['storing a card number', ask('store', 'card.number', 'billing'), 'deny', ['card.never-stored']],
  [
    'storing a whole card holds its number too',
    ask('store', 'card', 'billing'),
    'deny',
    ['card.never-stored'],
  ],
  [
    'storing what may be used',
    ask('store', 'manuscripts.drafts', 'printing'),
    'permit',
    ['manuscripts.printing-only', 'manuscripts.use'],
  ],
  [
    'a use that its collection names',
    ask('use', 'card.brand', 'billing'),
    'permit',
    ['collect.card'],
  ],
  [
    'a permit on a child is none on its parent',
    ask('use', 'account', 'newsletter'),
    'deny',
    ['collect.account', 'mail.receipts', 'mail.newsletter', 'fraud.cases'],
  ],
  [
    'statistics owe groups of ten, through the wider clause too',
    ask('use', 'reading', 'statistics'),
    'permit',
    ['reading.purposes', 'reading.groups'],
    { obligations: [{ type: 'aggregate', minimum: 10 }] },
  ],
  [
    'statistics in groups of ten',
    ask('use', 'reading', 'statistics', { context: { aggregate: true, groupSize: 10 } }),
    'permit',
    ['reading.purposes', 'reading.groups'],
  ],
  [
    'statistics in groups of nine',
    ask('use', 'reading', 'statistics', { context: { aggregate: true, groupSize: 9 } }),
    'deny',
    ['reading.groups'],
  ],
  [
    'statistics on single persons',
    ask('use', 'reading', 'statistics', { context: { aggregate: false } }),
    'deny',
    ['reading.groups'],
  ],
  [
    'the narrowing leaves other purposes alone',
    ask('use', 'reading', 'printing'),
    'permit',
    ['reading.purposes'],
  ],
  [
    'drafts are printed for their author',
    ask('use', 'manuscripts.drafts', 'printing', {
      subject: { id: 's1' },
      context: { beneficiary: 's1' },
    }),
    'permit',
    ['manuscripts.printing-only', 'manuscripts.use'],
  ],
  [
    'drafts are not printed for somebody else, whatever other clause permits printing',
    ask('use', 'manuscripts.drafts', 'printing', {
      subject: { id: 's1' },
      context: { beneficiary: 's2' },
    }),
    'deny',
    ['manuscripts.printing-only'],
  ],
  [
    'drafts serve no other purpose',
    ask('use', 'manuscripts.drafts', 'fraud-cases'),
    'deny',
    ['manuscripts.printing-only'],
  ],
  [
    'asking for all manuscripts asks for drafts',
    ask('use', 'manuscripts', 'fraud-cases'),
    'deny',
    ['manuscripts.printing-only'],
  ],
  [
    'a mail owes its kind',
    ask('use', 'account.email', 'receipts'),
    'permit',
    ['collect.account', 'mail.receipts'],
    { obligations: [{ type: 'kind', allowed: ['order', 'refund'] }] },
  ],
  [
    'a newsletter to who did not object',
    ask('use', 'account.email', 'newsletter'),
    'permit',
    ['mail.newsletter'],
  ],
  [
    'a newsletter to who objected',
    ask('use', 'account.email', 'newsletter'),
    'deny',
    ['mail.newsletter', 'mail.opt-out'],
    { state: { optOuts: ['newsletter'] } },
  ],
  [
    'an objection goes along when data is shared',
    ask('share', 'account.email', 'newsletter', { recipient: 'paywell' }),
    'deny',
    ['mail.opt-out'],
    { state: { optOuts: ['newsletter'] } },
  ],
  [
    'an objection to one purpose leaves the others',
    ask('use', 'card.brand', 'billing'),
    'permit',
    ['collect.card'],
    { state: { optOuts: ['newsletter'] } },
  ],
  [
    'a fraud case owes log and mask',
    ask('use', 'account.name', 'fraud-cases', { context: { caseId: 'c-1' } }),
    'permit',
    ['fraud.cases'],
    { obligations: [{ type: 'mask' }, { type: 'log' }] },
  ],
  [
    'a fraud case without a case',
    ask('use', 'account.name', 'fraud-cases', { context: { log: true, mask: true } }),
    'deny',
    ['fraud.cases'],
  ],
  [
    'a fraud case unlogged',
    ask('use', 'account.name', 'fraud-cases', { context: { ...CASE, log: false } }),
    'deny',
    ['fraud.cases'],
  ],
  [
    'every category must be permitted',
    ask('use', ['card.brand', 'manuscripts.drafts'], 'billing'),
    'deny',
    ['manuscripts.printing-only'],
  ],
  [
    'what two categories owe is owed together',
    ask('use', ['account.name', 'reading'], 'fraud-cases', {
      context: { caseId: 'c-1', mask: true },
    }),
    'permit',
    ['fraud.cases'],
    { obligations: [{ type: 'log' }] },
  ],
  [
    'a person with two factors',
    ask('access', 'account.name', 'fraud-cases', { actor: PERSON, context: CASE }),
    'permit',
    ['fraud.cases'],
  ],
  [
    'a person with one factor twice',
    ask('access', 'account.name', 'fraud-cases', {
      actor: { ...PERSON, amr: ['pwd', 'pin'] },
      context: CASE,
    }),
    'deny',
    ['staff'],
  ],
  [
    'a person whose provider says mfa',
    ask('access', 'account.name', 'fraud-cases', {
      actor: { ...PERSON, amr: ['mfa'] },
      context: CASE,
    }),
    'permit',
    ['fraud.cases'],
  ],
  [
    'a person without any',
    ask('access', 'account.name', 'fraud-cases', {
      actor: { id: 'ann', kind: 'person' },
      context: CASE,
    }),
    'deny',
    ['staff'],
  ],
  [
    'a person who signed in yesterday',
    ask('access', 'account.name', 'fraud-cases', {
      actor: { ...PERSON, authTime: '2026-11-22T12:00:00Z' },
      context: CASE,
    }),
    'deny',
    ['staff'],
  ],
  [
    'a person whose sign-in time is unreadable',
    ask('access', 'account.name', 'fraud-cases', {
      actor: { ...PERSON, authTime: 'today' },
      context: CASE,
    }),
    'deny',
    ['staff'],
  ],
  [
    'a person whose sign-in time is unknown',
    ask('access', 'account.name', 'fraud-cases', {
      actor: { id: 'ann', kind: 'person', amr: ['pwd', 'fpt'] },
      context: CASE,
    }),
    'permit',
    ['fraud.cases'],
    { obligations: [{ type: 'reauthenticate', withinSeconds: 28_800 }] },
  ],
  [
    'a service needs no second factor',
    ask('access', 'account.name', 'fraud-cases', {
      actor: { id: 'etl', kind: 'service' },
      context: CASE,
    }),
    'permit',
    ['fraud.cases'],
  ],
  [
    'access by nobody',
    ask('access', 'account.name', 'fraud-cases', { context: CASE }),
    'deny',
    ['staff'],
  ],
  [
    'sharing with a listed recipient under contract',
    ask('share', 'manuscripts.drafts', 'printing', { recipient: 'inkhouse' }),
    'permit',
    ['providers'],
  ],
  [
    'sharing with one whose contract ran out',
    ask('share', 'manuscripts.drafts', 'printing', { recipient: 'oldpress' }),
    'deny',
    ['providers.contracts'],
  ],
  [
    'a missing contract that only alarms',
    ask('share', 'card.brand', 'billing', { recipient: 'paywell' }),
    'permit',
    ['providers'],
  ],
  [
    'sharing what the recipient is not listed for',
    ask('share', 'account.name', 'billing', { recipient: 'paywell' }),
    'deny',
    ['providers'],
  ],
  ['sharing with nobody named', ask('share', 'card.brand', 'billing'), 'deny', ['providers']],
  [
    'sharing for money',
    ask('share', 'card.brand', 'billing', { recipient: 'paywell', context: { sale: true } }),
    'deny',
    ['no-sale'],
  ],
  [
    'sharing with a buyer, though listed',
    ask('share', 'reading', 'statistics', { recipient: 'databarn' }),
    'deny',
    ['no-sale'],
  ],
  [
    'a sale to someone unknown',
    ask('share', 'reading', 'statistics', { recipient: 'who', context: { sale: true } }),
    'deny',
    ['no-sale', 'providers'],
  ],
  [
    'a disclosure with basis and record, of data kept for printing too',
    ask('disclose', 'manuscripts.drafts', 'billing', {
      context: { basis: 'law', disclosureId: 'd-1' },
    }),
    'permit',
    ['law'],
  ],
  [
    'a disclosure without a record',
    ask('disclose', 'account', 'billing', { context: { basis: 'law', disclosureId: ' ' } }),
    'deny',
    ['law'],
  ],
  [
    'a disclosure on another basis',
    ask('disclose', 'account', 'billing', { context: { basis: 'courtesy', disclosureId: 'd-1' } }),
    'deny',
    ['law'],
  ],
  [
    'restricted data is not used',
    ask('use', 'card.brand', 'billing'),
    'deny',
    ['rights.restriction'],
    { state: { restricted: true } },
  ],
  [
    'restricted data is kept',
    ask('store', 'card.brand', 'billing'),
    'permit',
    ['collect.card'],
    { state: { restricted: true } },
  ],
  [
    'restricted data is disclosed where the law demands it',
    ask('disclose', 'account', 'billing', { context: { basis: 'law', disclosureId: 'd-1' } }),
    'permit',
    ['law'],
    { state: { restricted: true } },
  ],
];

describe('decisions of an invented company', () => {
  test.each(TABLE)('%s', (_title, request, effect, reasons, more = {}) => {
    const state: SubjectState = { optOuts: [], restricted: false, ...more.state };

    const decision = decide(northwind, request, state, NOW);

    expect({ ...decision, explanation: '' }).toEqual({
      effect,
      reasons,
      obligations: more.obligations ?? [],
      explanation: '',
    });
  });

  test.each<[DecisionRequest, string]>([
    [ask('use', 'card.brand', 'billing'), 'Use of "Card brand" for "Billing" is permitted.'],
    [
      ask('store', 'card.number', 'billing'),
      'Storage of "Card number" for "Billing" is denied: the policy says never to store this data.',
    ],
    [
      ask('use', 'manuscripts.drafts', 'billing'),
      'Use of "Drafts" for "Billing" is denied: the policy keeps this data for "Printing" alone.',
    ],
    [
      ask('share', 'card.brand', 'billing', { recipient: 'who' }),
      'Sharing of "Card brand" for "Billing" with "who" is denied: the policy knows no recipient "who".',
    ],
    [
      ask('use', ['card.brand', 'reading'], 'newsletter'),
      'Use of "Card brand", "Reading habits" for "Newsletter" is denied: no clause permits it.',
    ],
  ])('the explanation names what was asked and why not (%#)', (request, explanation) => {
    const decision = decide(northwind, request, { optOuts: [], restricted: false }, NOW);

    expect(decision.explanation).toBe(explanation);
  });
});

function ask(
  action: DecisionRequest['action'],
  data: string | string[],
  purpose: string,
  more: Partial<DecisionRequest> = {},
): DecisionRequest {
  return { action, data: typeof data === 'string' ? [data] : data, purpose, ...more };
}
