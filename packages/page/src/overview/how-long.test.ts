import { compilePolicy } from '@troth/compiler';
import { expect, test } from 'vitest';
import { en } from '../words/en.ts';
import { howLong } from './how-long.ts';

test('an erasure by stages shows the times of its sentence, and no sum of them', () => {
  const { policy } = compilePolicy([
    {
      path: 'policy.yaml',
      text: `language: 1
controller: { name: "Example, Inc.", short: Example, aliases: [] }
contact: { email: privacy@example.com }
version: { published: 2026-01-01, effective: 2026-01-01, reviewed: 2026-01-01 }
notice_days: 30
approvals: { loosens: [legal], tightens: [] }
page: { path: /privacy, status: internal }
sections: [all]
`,
    },
    {
      path: 'clauses/all.yaml',
      text: `clauses:
  - id: a
    text: "{{ erase.stages.trash }}, {{ erase.stages.systems }}, {{ erase.stages.backups }}."
    erase: { data: [runs], after: item.deleted, stages: { trash: 25 days, systems: 1 day, backups: 60 days } }
`,
    },
    { path: 'vocabulary/categories.yaml', text: 'categories: [{ id: runs, name: runs }]' },
    {
      path: 'vocabulary/events.yaml',
      text: 'events: [{ id: item.deleted, name: a run is deleted, about: item }]',
    },
  ]);
  if (policy === undefined) throw new Error('the policy does not compile');

  const { markup } = howLong(policy, en);

  expect(markup).toContain('within 25 days + 1 day + 60 days');
  expect(markup).not.toContain('26 days');
});
