import { compilePolicy, type CompiledPolicy } from '@troth/compiler';
import { formatDiagnostic } from '@troth/diagnostics';

/** The small policy of an invented dairy. */
export function meadow(): CompiledPolicy {
  const { policy, diagnostics } = compilePolicy(files);
  if (policy === undefined) throw new Error(diagnostics.map(formatDiagnostic).join('\n'));
  return policy;
}

const files = [
  {
    path: 'p/policy.yaml',
    text: `language: 1
controller: { name: "Meadow Dairy, Inc.", short: Meadow, aliases: [Meadow, we] }
contact: { email: privacy@meadow.example }
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
  - id: orders.statistics
    text: We count orders.
    use: { data: [orders], for: [statistics], aggregate: { minimum: 5 } }
  - id: orders.erased
    text: When you cancel an order, we forget it within {{ erase.within }}.
    erase: { data: [orders], after: item.deleted, within: 10 days }
  - id: contact
    text: Write to us.
    informational: true
    because: It only says where to write.
`,
  },
  {
    path: 'p/vocabulary/categories.yaml',
    text: 'categories:\n  - { id: orders, name: orders }\n',
  },
  {
    path: 'p/vocabulary/purposes.yaml',
    text: 'purposes:\n  - { id: statistics, name: statistics }\n  - { id: adverts, name: adverts }\n',
  },
  {
    path: 'p/vocabulary/events.yaml',
    text: 'events:\n  - { id: item.deleted, name: an item is deleted, about: item }\n',
  },
];
