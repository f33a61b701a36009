import type { CollectRule, CompiledClause, CompiledPolicy, EraseRule, Rule } from '@troth/compiler';

export const account: CollectRule = {
  verb: 'collect',
  data: ['account.email'],
  source: 'data-subject',
  from: [],
  purposes: ['billing'],
};
export const erase: EraseRule = {
  verb: 'erase',
  data: ['account'],
  after: 'account.closed',
  within: { amount: 30, unit: 'day' },
};

/** An invented airline. */
export function policy(
  rules: Readonly<Record<string, readonly Rule[]>>,
  more: Partial<CompiledPolicy> = {},
): CompiledPolicy {
  const clauses = Object.entries(rules).map(([id, stated]) => clause(id, stated));
  return {
    language: 1,
    hash: '0'.repeat(64),
    controller: { name: 'Tailwind Air, Inc.', shortName: 'Tailwind', aliases: [] },
    contact: { email: 'privacy@tailwind.example' },
    version: { published: '2026-01-01', effective: '2026-02-01', reviewed: '2026-01-01' },
    noticeDays: 30,
    approvals: { loosens: ['legal'], tightens: ['security'] },
    page: { path: '/privacy', status: 'internal' },
    acknowledgedGaps: [],
    vocabulary: {
      categories: ['account', 'account.email', 'account.name', 'trips'].map((id) => {
        const base = { id, name: id, sensitivity: 'ordinary', inCode: [] } as const;
        return id.includes('.') ? { ...base, parent: 'account' } : base;
      }),
      purposes: ['billing', 'marketing'].map((id) => ({ id, name: id })),
      recipients: ['mailer', 'payer'].map((id) => ({
        id,
        name: id,
        role: 'processor',
        hosts: [`${id}.example`],
        packages: [],
        infrastructure: [],
      })),
      events: [{ id: 'account.closed', name: 'Account closed', about: 'subject' }],
      regions: [{ id: 'EU', name: 'European Union', countries: ['DE', 'FR'] }],
      obligations: [],
    },
    sections: [{ id: 'all', clauses: clauses.map(({ id }) => id) }],
    clauses,
    ...more,
  };
}

export function clause(
  id: string,
  rules: readonly Rule[],
  more: Partial<CompiledClause> = {},
): CompiledClause {
  return {
    id,
    section: 'all',
    layout: 'paragraph',
    text: [{ kind: 'text', text: `${id}.` }],
    rules,
    exceptTo: [],
    narrows: [],
    formerly: [],
    ...more,
  };
}
