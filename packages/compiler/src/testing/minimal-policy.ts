import type { SourceFile } from '@troth/language';

const settings = `language: 1
controller: { name: "Example, Inc.", short: Example, aliases: [Example, we] }
contact: { email: privacy@example.com }
version: { published: 2026-01-01, effective: 2026-01-01, reviewed: 2026-01-01 }
notice_days: 30
approvals: { loosens: [legal], tightens: [] }
page: { path: /privacy, status: internal }
sections: [all]
`;

const vocabulary: readonly SourceFile[] = [
  {
    path: 'p/vocabulary/categories.yaml',
    text: 'categories:\n  - { id: account, name: account }\n  - { id: account.name, name: name }\n  - { id: account.email, name: e-mail }\n  - { id: runs, name: runs }\n',
  },
  {
    path: 'p/vocabulary/purposes.yaml',
    text: 'purposes:\n  - { id: serve, name: serving }\n  - { id: sell, name: selling }\n',
  },
  {
    path: 'p/vocabulary/recipients.yaml',
    text: 'recipients:\n  - { id: paywise, name: Paywise, role: processor, service: payments }\n',
  },
  {
    path: 'p/vocabulary/events.yaml',
    text: 'events:\n  - { id: item.deleted, name: an item is deleted, about: item }\n  - { id: account.closed, name: an account is closed, about: subject }\n  - { id: account.inactive, name: an account sleeps, about: subject }\n',
  },
];

/** The small policy of an invented company, with these clauses in one section. */
export function withClauses(clauses: string): readonly SourceFile[] {
  return [
    { path: 'p/policy.yaml', text: settings },
    { path: 'p/clauses/all.yaml', text: `clauses:\n${clauses}\n` },
    ...vocabulary,
  ];
}

/** The same with one erasure promise. */
export const minimalPolicy: readonly SourceFile[] = withClauses(`  - id: retention.runs
    text: When you delete a run, it is gone within {{ erase.within }}.
    erase: { data: [runs], after: item.deleted, within: 30 days }`);

/** The same with more of the language in it. */
export const richPolicy: readonly SourceFile[] = withClauses(`  - id: a
    lead: "So:"
    text: We send {{ use.kinds | and }} to {{ share.with }}.
    use: { data: all, except: [account.name], for: [serve], kinds: [receipt], optOut: true, aggregate: { minimum: 3 } }
    share: { with: [{ recipient: paywise, data: [account], for: [serve] }] }
  - id: b
    join: true
    text: over {{ encrypt.minimum }}.
    exceptTo: [a]
    encrypt: { scope: in transit, minimum: TLS 1.3 }
  - { id: c, text: Soon., todo: 2026-12-01 }`);
