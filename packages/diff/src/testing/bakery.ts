import { compilePolicy, type CompiledPolicy, type SourceFile } from '@troth/compiler';

/** The policy of an invented bakery, as its lawyer wrote it: a rule of every verb. */
export function bakery(): CompiledPolicy {
  return compiled(FILES);
}

/**
 * The same after edits, each a text that stands in one place and what it becomes.
 * @throws Error when an edit fits nowhere or twice, or the edited policy does not compile
 */
export function editedBakery(
  edits: readonly (readonly [from: string, to: string])[],
): CompiledPolicy {
  return compiled(
    edits.reduce((files, [from, to]) => {
      const places = files.reduce((count, { text }) => count + text.split(from).length - 1, 0);
      if (places !== 1) throw new Error(`\`${from}\` stands in ${places} places`);
      return files.map(({ path, text }) => ({ path, text: text.replace(from, () => to) }));
    }, FILES),
  );
}

function compiled(files: readonly SourceFile[]): CompiledPolicy {
  const { policy, diagnostics } = compilePolicy(files);
  if (policy !== undefined) return policy;
  throw new Error(
    diagnostics
      .filter(({ severity }) => severity === 'error')
      .map(({ at, message }) => `${at.file}:${at.line} ${message}`)
      .join('\n'),
  );
}

const FILES: readonly SourceFile[] = [
  {
    path: 'p/policy.yaml',
    text: `language: 1
controller: { name: "Crust and Crumb, Inc.", short: Crust, aliases: [Crust, we] }
contact: { email: privacy@crust.example }
version: { published: 2026-01-01, effective: 2026-01-01, reviewed: 2026-01-01 }
notice_days: 30
approvals: { loosens: [legal, founder], tightens: [security] }
page: { path: /privacy, status: internal }
sections: [orders, safety]
`,
  },
  {
    path: 'p/clauses/orders.yaml',
    text: `title: Orders
clauses:
  # What we ask for.
  - id: orders.collected
    text: When you order, we ask for your name and street.
    collect: { data: [customer.name, customer.street], from: data subject, for: [delivery] }
  - id: orders.used
    text: We bring you bread.
    use: { data: [customer, purchases], for: [delivery] }
  - id: orders.counted
    text: We count purchases.
    narrows: [orders.used]
    use: { data: [purchases], for: [planning], aggregate: { minimum: 10 }, requires: [mask] }
  - id: orders.mail
    text: We write to you about {{ use.kinds }}.
    use: { data: [customer.name], for: [letters], kinds: [delay, recall], optOut: true }
  - id: orders.allergies
    text: Allergies are for delivery alone.
    use: { data: [allergies], only: [delivery] }
  - id: orders.card
    text: We store no cards.
    never: { store: [card] }
  - id: orders.kept
    text: We keep allergies while your account is open.
    retain: { data: [allergies], while: account.active }
  - id: orders.erased
    text: We forget a closed account within {{ erase.within }}.
    erase: { data: [customer, purchases], after: account.closed, within: 30 days }
  - id: orders.bills
    text: Bills stay as long as the law says.
    exceptTo: [orders.erased]
    retain: { obligations: [bills] }
  - id: orders.couriers
    text: A courier ({{ share.with }}) sees your street.
    share: { with: [{ recipient: courier, data: [customer.street], for: [delivery] }] }
  - id: orders.contract
    text: It has signed a contract.
    contract: { with: [courier], missing: deny }
  - id: orders.court
    text: A court may ask.
    disclose: { data: [purchases], bases: [law], approvers: 2 }
  - id: orders.welcome
    text: We love bread.
    informational: true
    because: It promises nothing.
`,
  },
  {
    path: 'p/clauses/safety.yaml',
    text: `title: Safety
clauses:
  - id: safety.transit
    text: We use {{ encrypt.minimum }}.
    encrypt: { scope: in transit, minimum: TLS 1.2 }
  - id: safety.rest
    text: We use {{ encrypt.cipher }}.
    encrypt: { scope: at rest, cipher: AES-192 }
  - id: safety.staff
    text: Bakers reach the till with two factors.
    restrict: { systems: [till], to: [bakers], mfa: required, fresh: 8 hours }
  - id: safety.review
    text: We look at it every so often.
    control: { control: review, every: 90 days }
  - id: safety.access
    text: In the North you see your data within {{ grant.within }}.
    grant: { rights: [access], data: [customer], regions: [NORTH], channel: email, within: 1 month }
`,
  },
  {
    path: 'p/vocabulary/categories.yaml',
    text: `categories:
  - { id: customer, name: customers }
  - { id: customer.name, name: names }
  - { id: customer.street, name: streets }
  - { id: purchases, name: purchases }
  - { id: allergies, name: allergies, sensitivity: sensitive }
  - { id: card, name: cards, parent: purchases }
`,
  },
  {
    path: 'p/vocabulary/purposes.yaml',
    text: `purposes:
  - { id: delivery, name: delivery }
  - { id: planning, name: planning }
  - { id: letters, name: letters }
`,
  },
  {
    path: 'p/vocabulary/recipients.yaml',
    text: `recipients:
  - { id: courier, name: the courier, role: processor, service: delivery, country: SE, hosts: [api.courier.example] }
  - { id: printer, name: the printer, role: processor, service: letters, country: SE, hosts: [print.example] }
`,
  },
  {
    path: 'p/vocabulary/events.yaml',
    text: `events:
  - { id: account.closed, name: an account is closed, about: subject }
  - { id: order.cancelled, name: an order is cancelled, about: subject }
`,
  },
  {
    path: 'p/vocabulary/regions.yaml',
    text: `regions:
  - { id: NORTH, name: the North, countries: [SE, FI] }
  - { id: SOUTH, name: the South, countries: [IT] }
`,
  },
  {
    path: 'p/vocabulary/obligations.yaml',
    text: `obligations:
  - { id: bills, name: bills, law: Bookkeeping Act, data: [card], period: 7 years }
`,
  },
];
