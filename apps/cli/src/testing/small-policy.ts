/** A small policy of an invented company, complete enough to compile. */
export const smallPolicy: Readonly<Record<string, string>> = {
  'policy/policy.yaml': `language: 1
controller: { name: "Northwind, Inc.", short: Northwind, aliases: [Northwind, we] }
contact: { email: privacy@northwind.example }
version: { published: 2026-01-01, effective: 2026-01-01, reviewed: 2026-01-01 }
notice_days: 30
approvals: { loosens: [legal], tightens: [legal] }
page: { path: /privacy, status: internal }
sections: [about, orders]
`,
  'policy/clauses/about.yaml': `clauses:
  - id: about.title
    as: title
    text: Privacy at Northwind
    informational: true
    because: It is the name of the page.
`,
  'policy/clauses/orders.yaml': `title: Your orders
clauses:
  - id: orders.use
    text: We use your orders to deliver them.
    use:
      data: [shop.orders]
      for: [delivery]
  - id: orders.deleted
    text: When you delete an order, it is gone within {{ erase.within }}.
    erase:
      data: [shop.orders]
      after: item.deleted
      within: 30 days
  - id: orders.in-transit
    text: All connections use {{ encrypt.minimum }}.
    encrypt:
      scope: in transit
      minimum: TLS 1.3
  - id: orders.collected
    text: We collect what you order.
    collect:
      data: [shop.orders]
      from: data subject
      for: [delivery]
  - id: orders.kept
    text: We keep it for as long as your account is active.
    retain:
      data: [shop.orders]
      while: account.active
`,
  'policy/vocabulary/categories.yaml': `categories:
  - { id: shop, name: shop data }
  - { id: shop.orders, name: orders, in_code: [order] }
`,
  'policy/vocabulary/purposes.yaml': `purposes:
  - { id: delivery, name: delivering orders }
`,
  'policy/vocabulary/events.yaml': `events:
  - { id: item.deleted, name: an order is deleted, about: item }
`,
};

/** The small policy with one stretch of one file written differently. */
export function smallPolicyWith(
  file: string,
  before: string,
  after: string,
): Readonly<Record<string, string>> {
  const text = smallPolicy[file];
  if (text === undefined || !text.includes(before))
    throw new Error(`the small policy has no ${before} in ${file}`);
  return { ...smallPolicy, [file]: text.replace(before, after) };
}
