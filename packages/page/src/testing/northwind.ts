import { compilePolicy, type CompiledPolicy } from '@troth/compiler';

/** A small company with one of everything that the page shows. */
export function northwind(differences: Differences = {}): CompiledPolicy {
  const files: Record<string, string> = {
    ...northwindFiles,
    'policy/policy.yaml': settings(differences),
    ...(differences.rights !== undefined && {
      [RIGHTS]: (northwindFiles[RIGHTS] ?? '').replace(/text: .*/, `text: ${differences.rights}`),
    }),
    ...differences.files,
  };
  const { policy, diagnostics } = compilePolicy(
    Object.entries(files).map(([path, text]) => ({ path, text })),
  );
  if (policy === undefined) {
    throw new Error(
      diagnostics
        .map(({ code, at, message }) => `${at.file}:${at.line} ${code} ${message}`)
        .join('\n'),
    );
  }
  return policy;
}

/** In what one test's company is not the usual one. */
interface Differences {
  readonly status?: 'internal' | 'public';
  readonly name?: string;
  /** Sentence of the clause that grants access. */
  readonly rights?: string;
  /** Day of publication, 30 days before it takes effect. */
  readonly published?: string;
  readonly files?: Readonly<Record<string, string>>;
}

function settings({
  status = 'internal',
  name = 'Northwind, Inc.',
  published = '2026-04-15',
}: Differences): string {
  return `language: 1
controller:
  name: ${JSON.stringify(name)}
  short: Northwind
  aliases: [Northwind, we]
contact:
  email: privacy@northwind.example
version:
  published: ${published}
  effective: 2026-05-15
  reviewed: ${published}
notice_days: 30
approvals:
  loosens: [legal]
  tightens: [legal]
page:
  path: /privacy
  status: ${status}
sections: [about, keeping, sharing, rights]
gaps: []
`;
}

const RIGHTS = 'policy/clauses/rights.yaml';

const northwindFiles: Readonly<Record<string, string>> = {
  'policy/clauses/about.yaml': `clauses:
  - id: about.title
    as: title
    text: Privacy at <Northwind> & friends
    informational: true
    because: It is the title.
  - id: about.updated
    text: "Last updated: {{ version.published }}"
    informational: true
    because: It is a date.
`,
  'policy/clauses/keeping.yaml': `title: Keeping "things"
clauses:
  - id: keeping.orders
    lead: "Orders:"
    text: When you delete an order, it is gone within {{ erase.within }}.
    summary: Deleted orders are gone within {{ erase.within }}.
    formerly: [keeping.old-orders]
    erase:
      data: [orders]
      after: item.deleted
      within: 1 month
  - id: keeping.account
    join: true
    text: We keep orders while your account is active.
    retain:
      data: [orders]
      while: account.active
`,
  'policy/clauses/sharing.yaml': `title: Sharing
clauses:
  - id: sharing.couriers
    text: We give your orders to couriers ({{ share.services }}).
    share:
      with:
        - recipient: parcels
          data: [orders]
          for: [delivery]
`,
  [RIGHTS]: `title: Your Rights
clauses:
  - id: rights.access
    text: Write to {{ contact.email }} to see your data.
    grant:
      rights: [access]
      channel: email
      within: 30 days
`,
  'policy/vocabulary/categories.yaml': `categories:
  - { id: orders, name: orders }
  - { id: account, name: account information }
`,
  'policy/vocabulary/purposes.yaml': `purposes:
  - { id: delivery, name: delivery }
`,
  'policy/vocabulary/recipients.yaml': `recipients:
  - { id: parcels, name: Parcels & Co., role: processor, service: delivery }
`,
  'policy/vocabulary/events.yaml': `events:
  - { id: item.deleted, name: an order is deleted, about: item }
`,
};
