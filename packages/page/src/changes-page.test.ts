import { describe, expect, test } from 'vitest';
import { changesPage } from './changes-page.ts';
import type { ClauseChange } from './index.ts';
import { northwind } from './testing/northwind.ts';

const before = northwind({ published: '2026-03-01' });
const after = northwind({
  files: {
    'policy/clauses/keeping.yaml': `title: Keeping "things"
clauses:
  - id: keeping.deleted-orders
    formerly: [keeping.orders]
    text: When you delete an order, it is gone within {{ erase.within }}.
    erase:
      data: [orders]
      after: item.deleted
      within: 2 months
`,
  },
});
const changes: readonly ClauseChange[] = [
  { clause: 'keeping.account', direction: 'tightens', summary: 'Orders need no longer be kept.' },
  {
    clause: 'keeping.deleted-orders',
    direction: 'loosens',
    summary: 'Deleted orders stay for 2 months <not 1>.',
  },
  { clause: 'sharing.couriers', direction: 'editorial', summary: 'Layout.' },
  {
    clause: 'vocabulary',
    direction: 'loosens',
    summary: 'Parcels & Co. moved to another country.',
  },
];

describe('the page of changes', () => {
  const page = changesPage(before, after, changes);
  const text = page.text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

  test('stands under the days of both versions', () => {
    expect(page.path).toBe('changes/2026-03-01..2026-04-15.html');
    expect(text).toContain(
      'Between the version of March 1, 2026 and the version of April 15, 2026.',
    );
  });

  test('shows what got worse for the reader before what got better', () => {
    expect(text.indexOf('We promise less')).toBeGreaterThan(0);
    expect(text.indexOf('We promise less')).toBeLessThan(text.indexOf('We promise more'));
  });

  test('marks the words that changed, under the name the clause has now', () => {
    expect(text).toContain(
      'keeping.deleted-orders We promise less removed: Orders: When you delete an order, it is gone within removed: 1 month. added: 2 months. Deleted orders stay for 2 months &lt;not 1&gt;.',
    );
  });

  test('shows a sentence that is gone as a whole, with no link to where it no longer stands', () => {
    expect(text).toContain('removed: We keep orders while your account is active.');
    expect(page.text).not.toContain('#keeping.account');
    expect(page.text).toContain('href="../index.html#keeping.deleted-orders"');
  });

  test('says nothing of a clause that only looks different in the files', () => {
    expect(text).not.toContain('sharing.couriers');
  });

  test('says what changed where no sentence shows it', () => {
    expect(text).toContain('We promise less Parcels &amp; Co. moved to another country.');
  });
});

test('two equal versions have no changes', () => {
  expect(changesPage(before, before, []).text).toContain('No sentence and no rule differs.');
});
