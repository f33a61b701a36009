import type { SourceFile } from '@troth/compiler';

/** A shop: what its lawyers wrote. */
const files: Readonly<Record<string, string>> = {
  'policy.yaml': `language: 1
controller: { name: "Shop, Inc.", short: Shop, aliases: [Shop, we] }
contact: { email: privacy@shop.example }
version: { published: 2026-01-01, effective: 2026-01-01, reviewed: 2026-01-01 }
notice_days: 30
approvals: { loosens: [legal], tightens: [] }
page: { path: /privacy, status: internal }
sections: [all]
`,
  'clauses/all.yaml': `clauses:
  - id: collect.account
    text: When you open an account, we ask for your name and e-mail address.
    collect: { data: [account.name, account.email], from: data subject, for: [run-shop] }
  - id: use.shop
    text: We use your orders to run the shop.
    use: { data: [orders], for: [run-shop] }
  - id: use.news
    text: We send you news, and you can say no.
    use: { data: [account.email], for: [news], optOut: true }
  - id: use.news-opt-out
    text: You can object to the news at any time.
    grant: { rights: [object], data: [account.email], to: [news], channel: link }
  - id: use.support
    text: Who helps you sees your orders without details and your address hidden, and that is logged.
    use: { data: [account.email, account.name], for: [support], requires: [mask] }
  - id: use.audit
    text: An audit of orders is written down.
    use: { data: [orders], for: [audit], requires: [log] }
  - id: use.figures
    text: We count orders together.
    use: { data: [orders], for: [figures], aggregate: { minimum: 10 } }
  - id: sharing.providers
    text: "We share data with: {{ share.services }}."
    share:
      with:
        - { recipient: postbote, data: [account.email], for: [news, run-shop] }
  - id: never.sell
    text: We never sell your data.
    never: { sell: all }
  - id: security.transit
    text: Your data travels under {{ encrypt.minimum }}.
    encrypt: { scope: in transit, minimum: TLS 1.3 }
  - id: rights.access
    text: You can see your data.
    grant: { rights: [access], data: [payment], channel: dashboard }
  - id: rights.restrict
    text: You can have the processing of your data restricted.
    grant: { rights: [restrict], data: all, channel: email }
`,
  'vocabulary/categories.yaml': `categories:
  - { id: account, name: account }
  - { id: account.email, name: e-mail address, dpv: "pd:EmailAddress" }
  - { id: account.name, name: name }
  - { id: orders, name: orders }
  - { id: payment, name: payment }
  - { id: payment.card, name: card number, sensitivity: secret, dpv: "pd:PaymentCardNumber" }
`,
  'vocabulary/purposes.yaml': `purposes:
  - { id: run-shop, name: running the shop }
  - { id: news, name: news }
  - { id: support, name: support }
  - { id: audit, name: an audit }
  - { id: figures, name: figures }
`,
  'vocabulary/recipients.yaml': `recipients:
  - { id: postbote, name: Postbote, role: processor, service: e-mail, hosts: [api.postbote.test, "*.postbote-cdn.test"] }
  - { id: tracker, name: Tracker, role: processor, service: analytics, hosts: [tracker.test] }
`,
  'vocabulary/events.yaml': `events:
  - { id: account.closed, name: an account is closed, about: subject }
  - { id: item.deleted, name: an item is deleted, about: item }
  - { id: consent.given, name: a consent is given, about: consent }
  - { id: consent.withdrawn, name: a consent is withdrawn, about: consent }
`,
};

export const policyFiles: readonly SourceFile[] = withFiles({});

/** The same with single files changed. */
export function withFiles(
  changes: Readonly<Record<string, (text: string) => string>>,
): readonly SourceFile[] {
  return Object.entries(files).map(([path, text]) => ({
    path,
    text: changes[path]?.(text) ?? text,
  }));
}
