import type { CompiledClause, CompiledPolicy, Rule, Vocabulary } from '@troth/compiler';

/** An invented company that sells print-on-demand books. */
export const vocabulary: Vocabulary = {
  categories: [
    category('account', 'Account'),
    category('account.email', 'E-mail address', 'account'),
    category('account.name', 'Name', 'account'),
    category('card', 'Payment card', undefined),
    category('card.brand', 'Card brand', 'card'),
    category('card.number', 'Card number', 'card'),
    category('manuscripts', 'Manuscripts', undefined),
    category('manuscripts.drafts', 'Drafts', 'manuscripts'),
    category('reading', 'Reading habits', undefined),
  ],
  purposes: [
    { id: 'billing', name: 'Billing' },
    { id: 'fraud-cases', name: 'Fraud cases' },
    { id: 'newsletter', name: 'Newsletter' },
    { id: 'printing', name: 'Printing' },
    { id: 'receipts', name: 'Receipts' },
    { id: 'statistics', name: 'Statistics' },
  ],
  recipients: [
    recipient('databarn', 'Databarn', 'buyer'),
    {
      ...recipient('inkhouse', 'Inkhouse', 'processor', {
        signed: '2025-01-01',
        document: 'dpa-1',
      }),
      country: 'DE',
    },
    recipient('oldpress', 'Oldpress', 'processor', {
      signed: '2020-01-01',
      expires: '2026-01-01',
      document: 'dpa-2',
    }),
    { ...recipient('paywell', 'Paywell', 'processor'), country: 'US' },
  ],
  events: [{ id: 'account.closed', name: 'Account closed', about: 'subject' }],
  regions: [
    { id: 'EU', name: 'European Union', countries: ['DE', 'FR'] },
    { id: 'US', name: 'United States', countries: ['US'] },
  ],
  obligations: [],
};

export const northwindClauses: readonly CompiledClause[] = [
  clause('collect.account', {
    verb: 'collect',
    data: ['account'],
    source: 'data-subject',
    from: [],
    purposes: ['receipts'],
  }),
  clause('collect.card', {
    verb: 'collect',
    data: ['card'],
    source: 'data-subject',
    from: ['paywell'],
    purposes: ['billing'],
  }),
  clause('collect.reading', {
    verb: 'collect',
    data: ['reading'],
    source: 'automatic',
    from: [],
    purposes: [],
  }),
  clause('card.never-stored', { verb: 'never', data: ['card.number'], act: 'store' }),
  clause('reading.purposes', use(['reading'], ['statistics', 'printing'])),
  clause('reading.groups', use(['reading'], ['statistics'], { aggregate: { minimum: 10 } }), {
    narrows: ['reading.purposes'],
  }),
  clause('manuscripts.printing-only', {
    ...use(['manuscripts.drafts'], ['printing'], { beneficiary: 'data-subject' }),
    exclusive: true,
  }),
  clause('manuscripts.use', use(['manuscripts'], ['printing', 'fraud-cases'])),
  clause('mail.receipts', use(['account.email'], ['receipts'], { kinds: ['order', 'refund'] })),
  clause('mail.newsletter', use(['account.email'], ['newsletter'], { optOut: true })),
  clause('mail.opt-out', {
    verb: 'grant',
    rights: ['object'],
    data: ['account'],
    regions: [],
    purposes: ['newsletter'],
  }),
  clause(
    'fraud.cases',
    use(['account', 'reading'], ['fraud-cases'], { case: true, log: true, mask: true }),
  ),
  clause('no-sale', {
    verb: 'never',
    data: ['account', 'card', 'manuscripts', 'reading'],
    act: 'sell',
  }),
  clause('providers', {
    verb: 'share',
    recipients: [
      { recipient: 'inkhouse', data: ['manuscripts'], purposes: ['printing'] },
      { recipient: 'oldpress', data: ['manuscripts'], purposes: ['printing'] },
      {
        recipient: 'paywell',
        data: ['card', 'account.email'],
        purposes: ['billing', 'newsletter'],
      },
      { recipient: 'databarn', data: ['reading'], purposes: ['statistics'] },
    ],
  }),
  clause('providers.contracts', {
    verb: 'contract',
    recipients: ['inkhouse', 'oldpress'],
    missing: 'deny',
  }),
  clause('providers.payment-contract', {
    verb: 'contract',
    recipients: ['paywell'],
    missing: 'alarm',
  }),
  clause(
    'law',
    {
      verb: 'disclose',
      data: ['account', 'card', 'manuscripts', 'reading'],
      bases: ['law', 'legal-process'],
      approvers: 2,
    },
    { exceptTo: ['manuscripts.printing-only'] },
  ),
  clause('staff', {
    verb: 'restrict',
    systems: ['production'],
    roles: ['support'],
    mfa: true,
    fresh: { amount: 8, unit: 'hour' },
  }),
  clause('rights.restriction', {
    verb: 'grant',
    rights: ['restrict'],
    data: ['account', 'card', 'manuscripts', 'reading'],
    regions: ['EU'],
    purposes: [],
  }),
];

export const northwind: CompiledPolicy = policyOf(northwindClauses);

export function policyOf(clauses: readonly CompiledClause[]): CompiledPolicy {
  return {
    language: 1,
    hash: '0'.repeat(64),
    controller: { name: 'Northwind Books, Inc.', shortName: 'Northwind', aliases: [] },
    contact: { email: 'privacy@northwind.example' },
    version: { published: '2026-01-01', effective: '2026-02-01', reviewed: '2026-01-01' },
    noticeDays: 30,
    approvals: { loosens: ['legal'], tightens: [] },
    page: { path: '/privacy', status: 'internal' },
    acknowledgedGaps: [],
    vocabulary,
    sections: [{ id: 'all', clauses: clauses.map(({ id }) => id) }],
    clauses,
  };
}

export function clause(
  id: string,
  rule: Rule,
  references: Partial<Pick<CompiledClause, 'exceptTo' | 'narrows'>> = {},
): CompiledClause {
  return {
    id,
    section: 'all',
    layout: 'paragraph',
    text: [{ kind: 'text', text: `${id}.` }],
    rules: [rule],
    exceptTo: [],
    narrows: [],
    formerly: [],
    ...references,
  };
}

export function use(
  data: readonly string[],
  purposes: readonly string[],
  conditions: Extract<Rule, { verb: 'use' }>['conditions'] = {},
): Extract<Rule, { verb: 'use' }> {
  return { verb: 'use', data, purposes, exclusive: false, conditions };
}

function category(id: string, name: string, parent?: string): Vocabulary['categories'][number] {
  const base = { id, name, sensitivity: 'ordinary', inCode: [] } as const;
  return parent === undefined ? base : { ...base, parent };
}

function recipient(
  id: string,
  name: string,
  role: Vocabulary['recipients'][number]['role'],
  contract?: { signed: string; expires?: string; document: string },
): Vocabulary['recipients'][number] {
  const base = { id, name, role, hosts: [], packages: [], infrastructure: [] };
  return contract === undefined ? base : { ...base, contract };
}
