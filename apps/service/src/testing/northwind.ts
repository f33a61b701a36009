import type { CompiledPolicy, DataMap } from '@troth/compiler';
import { compilePolicy } from '@troth/compiler';

/** Northwind, a shop for albums: what its lawyers wrote. */
const FILES: Readonly<Record<string, string>> = {
  'policy.yaml': `language: 1
controller: { name: "Northwind, Inc.", short: Northwind, aliases: [Northwind, we] }
contact: { email: privacy@northwind.example }
version: { published: 2026-01-01, effective: 2026-01-01, reviewed: 2026-01-01 }
notice_days: 30
approvals: { loosens: [legal], tightens: [] }
page: { path: /privacy, status: internal }
sections: [all]
`,
  'clauses/all.yaml': `clauses:
  - id: use.shop
    text: We use your name and e-mail address to run the shop.
    use: { data: [account.email, account.name], for: [run-shop] }
  - id: use.news
    text: We send you news, and you can say no.
    use: { data: [account.email], for: [news], optOut: true }
  - id: use.news-opt-out
    text: You can object to the news at any time.
    grant: { rights: [object], data: [account.email], to: [news], channel: link }
  - id: retention.albums
    text: When you delete an album, it is gone within {{ erase.within }}.
    erase: { data: [albums], after: item.deleted, within: 30 days }
  - id: retention.accounts
    text: When you close your account, everything is gone within {{ erase.within }},
    erase: { data: all, after: account.closed, within: 90 days }
  - id: retention.tax
    join: true
    text: except what the tax office wants us to keep.
    exceptTo: [retention.accounts]
    retain: { obligations: [tax] }
  - id: security.access
    text: Staff who see your data show a second factor.
    restrict: { systems: [production], to: [support], mfa: required }
  - id: security.transit
    text: Your data travels under {{ encrypt.minimum }}.
    encrypt: { scope: in transit, minimum: TLS 1.3 }
  - id: sharing.law
    text: We give data to authorities where the law demands it.
    disclose: { data: all, bases: [law], approvers: 1 }
`,
  'vocabulary/categories.yaml': `categories:
  - { id: account, name: account }
  - { id: account.email, name: e-mail address }
  - { id: account.name, name: name }
  - { id: albums, name: albums }
  - { id: albums.photos, name: photos }
  - { id: orders, name: orders }
`,
  'vocabulary/purposes.yaml': `purposes:
  - { id: run-shop, name: running the shop }
  - { id: news, name: news }
  - { id: support, name: support }
`,
  'vocabulary/recipients.yaml': `recipients:
  - { id: postbote, name: Postbote, role: processor, service: e-mail }
`,
  'vocabulary/events.yaml': `events:
  - { id: account.closed, name: an account is closed, about: subject }
  - { id: item.deleted, name: an album is deleted, about: item }
  - { id: consent.given, name: a consent is given, about: consent }
  - { id: consent.withdrawn, name: a consent is withdrawn, about: consent }
`,
  'vocabulary/obligations.yaml': `obligations:
  - { id: tax, name: tax records, law: "Example Tax Code, section 7", data: [orders], period: 7 years }
`,
};

/** The files of the policy folder, with single ones replaced. */
export function northwindFiles(
  changes: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  return { ...FILES, ...changes };
}

/** The compiled policy, with single files replaced. */
export function northwindPolicy(changes: Readonly<Record<string, string>> = {}): CompiledPolicy {
  const files = Object.entries(northwindFiles(changes));
  const { policy, diagnostics } = compilePolicy(files.map(([path, text]) => ({ path, text })));
  if (policy === undefined) throw new Error(JSON.stringify(diagnostics, null, 1));
  return policy;
}

/** The same with the albums' window changed, in force from a date. */
export function northwindSince(
  effective: string,
  albumDays: number,
  published = '2026-01-01',
): CompiledPolicy {
  const settings = FILES['policy.yaml'] ?? '';
  const clauses = FILES['clauses/all.yaml'] ?? '';
  return northwindPolicy({
    'policy.yaml': settings
      .replace('published: 2026-01-01', `published: ${published}`)
      .replace('effective: 2026-01-01', `effective: ${effective}`),
    'clauses/all.yaml': clauses.replace('30 days', `${albumDays} days`),
  });
}

/** The same, where the browser's signal is an objection to the news. */
export function northwindWithSignal(): CompiledPolicy {
  const clauses = FILES['clauses/all.yaml'] ?? '';
  return northwindPolicy({
    'clauses/all.yaml': clauses.replace(
      '  - id: retention.albums',
      `  - id: use.news-signal
    text: A signal of your browser counts as such an objection.
    grant: { rights: [object], data: [account.email], to: [news], channel: browser-signal }
  - id: retention.albums`,
    ),
  });
}

/** Two tables and a mailing service. */
export const northwindDataMap: DataMap = {
  application: 'shop',
  stores: [
    {
      kind: 'database',
      id: 'shop-db',
      tables: [
        table('account', 'id', [
          { name: 'email', nullable: false, data: ['account.email'] },
          { name: 'name', nullable: false, data: ['account.name'] },
        ]),
        {
          ...table('album', 'account_id', [{ name: 'title', nullable: false, data: ['albums'] }]),
          item: 'albums',
        },
        table('invoice', 'account_id', [{ name: 'amount', nullable: false, data: ['orders'] }]),
      ],
    },
    { kind: 'processor', id: 'postbote', recipient: 'postbote', data: ['account.email'] },
  ],
};

type Database = Extract<DataMap['stores'][number], { kind: 'database' }>;
type Table = Database['tables'][number];

function table(name: string, subjectColumn: string, columns: Table['columns']): Table {
  const id = { name: 'id', nullable: false, data: [], none: 'key' };
  const account = { name: 'account_id', nullable: false, data: [], none: 'reference' };
  const keys = subjectColumn === 'id' ? [id] : [id, account];
  return {
    name,
    primaryKey: ['id'],
    columns: [...keys, ...columns],
    foreignKeys: [],
    subjectColumn,
  };
}
