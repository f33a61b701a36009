import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CompiledPolicy } from '@troth/compiler';
import { plainText, renderPage, type PageOptions } from './index.ts';
import { northwind } from './testing/northwind.ts';

const status: NonNullable<PageOptions['status']> = {
  now: new Date('2026-06-01T00:00:00Z'),
  clauses: [
    {
      clause: 'keeping.orders',
      status: 'enforced',
      scope: ['our order store'],
      checked: '2026-05-30',
      validUntil: '2026-06-30',
    },
    {
      clause: 'sharing.couriers',
      status: 'enforced',
      scope: ['parcel labels'],
      checked: '2026-01-01',
      validUntil: '2026-02-01',
    },
  ],
};

test('the page set is the page, the page under its language, the machine copy and one style sheet', () => {
  const files = renderPage(northwind());

  expect(files.map(({ path }) => path)).toEqual([
    'index.html',
    'en/index.html',
    'privacy.json',
    'style.css',
  ]);
});

test('text that looks like markup stays text', () => {
  const page = pageOf(northwind({ name: 'A <script>alert("1")</script> & Sons' }));

  expect(page).not.toContain('<script');
  expect(page).toContain('A &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; Sons');
});

test('every clause has an anchor, and an id it once had still leads to it', () => {
  const page = pageOf(northwind());

  for (const id of [
    'about.title',
    'keeping.orders',
    'keeping.account',
    'sharing.couriers',
    'rights.access',
    'keeping.old-orders',
  ]) {
    expect(page.split(` id="${id}"`)).toHaveLength(2);
  }
});

test('every link inside the page leads somewhere', () => {
  const page = pageOf(northwind({ status: 'public' }), { status });
  const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));

  expect(targets.length).toBeGreaterThan(10);
  expect(targets.filter((id) => !ids.has(id))).toEqual([]);
});

describe('the overview is made from the rules', () => {
  const page = textOfMarkup(pageOf(northwind()));

  test('how long: kept while active, gone a month after deletion', () => {
    expect(page).toContain('orders Kept while your account is active');
    expect(page).toContain('orders Deleted once an order is deleted within 1 month');
  });

  test('with whom: name, role, service and data', () => {
    expect(page).toContain('Parcels &amp; Co. works on our behalf delivery orders');
  });

  test('your rights: what, who, how and by when', () => {
    const policy = northwind({ rights: 'Within {{ grant.within }} you get what you ask for.' });

    expect(textOfMarkup(pageOf(policy))).toContain(
      'see your data everybody privacy@northwind.example within 30 days',
    );
  });

  test('a time that the rule knows and no sentence says is promised to nobody', () => {
    expect(page).toContain('see your data everybody privacy@northwind.example no time stated');
  });
});

describe('the state of the promises', () => {
  test('stays off the page of a policy that keeps it internal', () => {
    expect(pageOf(northwind(), { status })).toBe(pageOf(northwind()));
  });

  test('says what is checked, since when and until when, and shows what has run out as not checked', () => {
    const page = textOfMarkup(pageOf(northwind({ status: 'public' }), { status }));

    expect(page).toContain(
      'keeping. orders Checked automatically our order store May 30, 2026 June 30, 2026',
    );
    expect(page).toContain(
      'sharing. couriers Not checked yet (last check is out of date) parcel labels',
    );
    expect(page).toContain('keeping. account Not checked yet');
    expect(page).toContain('about. updated Information only');
  });
});

test('a page served below a path names its files from there', () => {
  const page = pageOf(northwind(), { base: '/privacy/' });

  expect(page).toContain('href="/privacy/style.css"');
  expect(page).toContain('href="/privacy/privacy.json"');
});

test('the machine copy holds the very text of the page, and the rules', () => {
  const policy = northwind();
  const copy = JSON.parse(fileOf(policy, 'privacy.json')) as MachineCopy;

  expect(copy.text).toBe(plainText(policy));
  expect(copy.policy).toBe(policy.hash);
  expect(copy.clauses.find(({ id }) => id === 'keeping.orders')?.text).toBe(
    'Orders: When you delete an order, it is gone within 1 month.',
  );
});

test('page and style sheet together weigh less than 30 kB', () => {
  const policy = northwind();
  const sizes = ['index.html', 'style.css'].map((path) => gzipSync(fileOf(policy, path)).length);

  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(30_000);
});

test('whatever the company is called, its name cannot leave the text it stands in', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
      const policy = { ...northwind(), controller: { name, shortName: name, aliases: [] } };

      const tags = (page: string): readonly string[] => page.match(/<[a-z/!][^>]*>/g) ?? [];

      expect(tags(pageOf(policy))).toEqual(tags(pageOf(northwind())));
    }),
    { numRuns: 50 },
  );
});

interface MachineCopy {
  readonly policy: string;
  readonly text: string;
  readonly clauses: readonly { readonly id: string; readonly text: string }[];
}

function pageOf(policy: CompiledPolicy, options?: PageOptions): string {
  return fileOf(policy, 'index.html', options);
}

function fileOf(policy: CompiledPolicy, path: string, options?: PageOptions): string {
  const file = renderPage(policy, options).find((each) => each.path === path);
  if (file === undefined) throw new Error(`the page set has no ${path}`);
  return file.text;
}

/** Tags become white space, which folds: enough to read a row of a table. */
function textOfMarkup(page: string): string {
  return page.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
}
