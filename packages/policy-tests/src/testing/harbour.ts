import { compilePolicy, type CompiledPolicy } from '@troth/compiler';
import { formatDiagnostic } from '@troth/diagnostics';

/** The policy of an invented ferry line, with a rule of every verb. */
export function harbour(): CompiledPolicy {
  const { policy, diagnostics } = compilePolicy(files);
  if (policy === undefined) throw new Error(diagnostics.map(formatDiagnostic).join('\n'));
  return policy;
}

const files = [
  {
    path: 'p/policy.yaml',
    text: `language: 1
controller: { name: "Harbour Ferries, Inc.", short: Harbour, aliases: [Harbour, we] }
contact: { email: privacy@harbour.example }
version: { published: 2026-01-01, effective: 2026-02-01, reviewed: 2026-01-01 }
notice_days: 30
approvals: { loosens: [legal], tightens: [] }
page: { path: /privacy, status: internal }
sections: [all]
`,
  },
  {
    path: 'p/clauses/all.yaml',
    text: `clauses:
  - id: tickets.collected
    text: You give us a name and a card when you book.
    collect: { data: [booking.name, booking.card], from: data subject, when: trip.booked, for: [travel] }
  - id: tickets.used
    text: They are for your trip alone.
    use: { data: [booking], only: [travel] }
  - id: tickets.kept
    text: We keep tickets while your account is open.
    retain: { data: [trips], while: account.active }
  - id: tickets.erased
    text: We forget a closed account within {{ erase.within }}.
    erase: { data: all, after: account.closed, within: 1 month }
  - id: tickets.law
    text: Bills stay as long as the law says.
    exceptTo: [tickets.erased]
    retain: { obligations: [bills] }
  - id: tickets.bank
    text: A bank sees your card.
    share: { with: [{ recipient: bank, data: [booking.card], for: [travel] }] }
  - id: tickets.contract
    text: It has signed a contract.
    contract: { with: [bank], missing: deny }
  - id: tickets.court
    text: A court may ask for tickets.
    disclose: { data: [booking, trips], bases: [law], approvers: 2 }
  - id: tickets.no-sale
    text: We sell nothing.
    never: { sell: all }
  - id: safe.transit
    text: We use {{ encrypt.minimum }}.
    encrypt: { scope: in transit, minimum: TLS 1.2 }
  - id: safe.rest
    text: We use {{ encrypt.cipher }}.
    encrypt: { scope: at rest, cipher: AES-192 }
  - id: safe.staff
    text: Deck officers reach the booking system with two factors.
    restrict: { systems: [booking-system], to: [deck-officers], mfa: required, fresh: 8 hours }
  - id: safe.drill
    text: We drill.
    control: { control: fire-drill, every: 90 days }
  - id: rights.see
    text: In the North you may see your bookings.
    grant: { rights: [access], data: [booking], regions: [NORTH], channel: email, within: 1 month }
  - id: rights.object
    text: You may say no to travel news.
    grant: { rights: [object], data: [booking], to: [news], channel: link }
`,
  },
  {
    path: 'p/vocabulary/categories.yaml',
    text: `categories:
  - { id: booking, name: bookings }
  - { id: booking.name, name: names }
  - { id: booking.card, name: cards }
  - { id: trips, name: trips }
`,
  },
  {
    path: 'p/vocabulary/purposes.yaml',
    text: 'purposes:\n  - { id: travel, name: travel }\n  - { id: news, name: news }\n',
  },
  {
    path: 'p/vocabulary/recipients.yaml',
    text: `recipients:
  - { id: bank, name: the bank, role: processor, service: payments }
  - { id: pier, name: the pier, role: controller, service: berths }
`,
  },
  {
    path: 'p/vocabulary/events.yaml',
    text: `events:
  - { id: trip.booked, name: a trip is booked, about: subject }
  - { id: account.closed, name: an account is closed, about: subject }
`,
  },
  {
    path: 'p/vocabulary/regions.yaml',
    text: 'regions:\n  - { id: NORTH, name: the North, countries: [SE, FI] }\n',
  },
  {
    path: 'p/vocabulary/obligations.yaml',
    text: 'obligations:\n  - { id: bills, name: bills, law: Bookkeeping Act, data: [booking.card], period: 7 years }\n',
  },
];
