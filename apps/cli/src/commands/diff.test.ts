import { expect, test } from 'vitest';
import { publishedShop, publishLooser } from '../testing/published-shop.ts';
import { commitAll, git } from '../testing/git.ts';
import { put, temporaryFolder, troth, trothJson } from '../testing/run-troth.ts';
import { smallPolicy, smallPolicyWith } from '../testing/small-policy.ts';

const ORDERS = 'policy/clauses/orders.yaml';

test('a longer deletion window is shown as a loosening, with what it takes', async () => {
  const folder = temporaryFolder(smallPolicy);
  commitAll(folder);
  put(folder, smallPolicyWith(ORDERS, 'within: 30 days', 'within: 60 days'));

  const run = await troth(['diff', 'HEAD'], { cwd: folder });

  expect(run).toMatchObject({ code: 0, err: '' });
  expect(run.out).toContain(
    [
      'loosens orders.deleted erase.within',
      '  - 30 days',
      '  + 60 days',
      '  needs effective date at least 30 days after publication',
    ].join('\n'),
  );
  expect(run.out).toContain('1 change (1 loosens), material\n');
});

test('a shorter window tightens and is not material', async () => {
  const folder = temporaryFolder({
    ...smallPolicy,
    ...elsewhere('new', smallPolicyWith(ORDERS, 'within: 30 days', 'within: 7 days')),
  });

  const run = await trothJson(['diff', 'policy', 'new/policy'], { cwd: folder });

  expect(run.code).toBe(0);
  expect(run.json).toMatchObject({
    material: false,
    changes: [
      {
        clause: 'orders.deleted',
        kind: 'erase.within',
        direction: 'tightens',
        before: '30 days',
        after: '7 days',
        requires: ['approval: legal'],
      },
    ],
  });
});

test('layout and comments alone change no promise', async () => {
  const folder = temporaryFolder(smallPolicy);
  commitAll(folder);
  put(
    folder,
    smallPolicyWith(
      ORDERS,
      '      data: [shop.orders]\n      after: item.deleted',
      '      # asked by legal\n      after: item.deleted\n      data:\n        - shop.orders',
    ),
  );

  const text = await troth(['diff', 'HEAD'], { cwd: folder });
  const parsed = await trothJson(['diff', 'HEAD'], { cwd: folder });

  expect(text).toMatchObject({
    code: 0,
    out: 'No promise changes between HEAD:policy and policy.\n',
  });
  expect(parsed.json).toEqual({ material: false, changes: [] });
});

test('two commits are compared without touching the working tree, and a folder wins over a ref of its name', async () => {
  const folder = temporaryFolder(smallPolicy);
  commitAll(folder);
  put(folder, smallPolicyWith(ORDERS, 'minimum: TLS 1.3', 'minimum: TLS 1.2'));
  commitAll(folder);
  git(folder, 'tag', 'policy', 'HEAD~1');
  put(folder, { [ORDERS]: 'in the middle of an edit' });

  const commits = await trothJson(['diff', 'HEAD~1', 'HEAD'], { cwd: folder });
  const byFolder = await troth(['diff', 'policy', 'HEAD'], { cwd: folder });

  expect(commits.json).toMatchObject({
    material: true,
    changes: [{ clause: 'orders.in-transit', direction: 'loosens' }],
  });
  expect(byFolder.code).toBe(2);
  expect(byFolder.err).toContain('the policy in policy does not compile');
});

test('a side that is neither a folder nor a ref is named', async () => {
  const folder = temporaryFolder(smallPolicy);
  commitAll(folder);

  const run = await troth(['diff', 'v9'], { cwd: folder });

  expect(run.code).toBe(2);
  expect(run.err).toContain('git knows no commit `v9` here');
});

test('a commit whose policy does not compile is named with its mistakes', async () => {
  const folder = temporaryFolder(smallPolicyWith(ORDERS, '30 days', 'soon'));
  commitAll(folder);
  put(folder, smallPolicy);

  const run = await troth(['diff', 'HEAD'], { cwd: folder });

  expect(run.code).toBe(2);
  expect(run.err).toContain('HEAD:policy/clauses/orders.yaml:13:15 error language/bad-duration');
});

test('legal reads the consequence first, then the promise, before and after', async () => {
  const folder = temporaryFolder({
    ...smallPolicy,
    ...elsewhere('new', smallPolicyWith(ORDERS, 'within: 30 days', 'within: 60 days')),
  });

  const run = await troth(['diff', 'policy', 'new/policy', '--format', 'markdown'], {
    cwd: folder,
  });

  expect(run).toMatchObject({ code: 0, err: '' });
  expect(run.out.replace(/until \d{4}-\d{2}-\d{2}/, 'until DAY').split('\n')).toEqual([
    '**Merging this loosens 1 promise: 30 days → 60 days.** Needs legal and notice until DAY (30 days from publication, if that is today).',
    '',
    '| clause | before | after | direction | who must approve |',
    '| --- | --- | --- | --- | --- |',
    '| orders.deleted (erase.within) | 30 days | 60 days | loosens | legal |',
    '',
    '<sub>policy → new/policy</sub>',
    '',
  ]);
});

test('a version that says when it is published says until when notice runs', async () => {
  const later = smallPolicyWith(ORDERS, 'within: 30 days', 'within: 60 days');
  const dated = (later['policy/policy.yaml'] ?? '').replace(
    'published: 2026-01-01, effective: 2026-01-01',
    'published: 2026-12-01, effective: 2027-01-01',
  );
  const folder = temporaryFolder({
    ...smallPolicy,
    ...elsewhere('new', { ...later, 'policy/policy.yaml': dated }),
  });

  const run = await troth(['diff', 'policy', 'new/policy', '--format', 'markdown'], {
    cwd: folder,
  });

  expect(run.out).toContain('Needs legal and notice until 2026-12-31 (30 days from publication).');
});

test('words of a pull request are no markup in what legal reads', async () => {
  const folder = temporaryFolder({
    ...smallPolicy,
    ...elsewhere(
      'new',
      smallPolicyWith(
        ORDERS,
        'We collect what you order.',
        '</details><img src=x> | **bold** @legal',
      ),
    ),
  });

  const run = await troth(['diff', 'policy', 'new/policy', '--format', 'markdown'], {
    cwd: folder,
  });

  expect(run.out).toMatch(/^\*\*Merging this changes words, and no promise\.\*\*\n/);
  expect(run.out).toContain(
    '&#60;/details&#62;&#60;img src=x&#62; &#124; &#42;&#42;bold&#42;&#42; &#64;legal',
  );
});

test('a rewrite of everything still fits on a screen before the fold', async () => {
  const clauses = Array.from(
    { length: 60 },
    (_, number) =>
      `  - id: more.clause-${number}\n    text: We use your orders, in a sentence that goes on and on so that nobody would want to read it in a table, number ${number}.\n    use: { data: [shop.orders], for: [delivery] }\n`,
  ).join('');
  const folder = temporaryFolder({
    ...smallPolicy,
    ...elsewhere(
      'new',
      smallPolicyWith(ORDERS, '  - id: orders.deleted', `${clauses}  - id: orders.deleted`),
    ),
  });

  const run = await troth(['diff', 'policy', 'new/policy', '--format', 'markdown'], {
    cwd: folder,
  });
  const seen = run.out
    .replaceAll(/<details>.*?<\/details>/gs, '')
    .trim()
    .split('\n');

  expect(seen[0]).toMatch(
    /^\*\*Merging this loosens 60 promises\.\*\* Needs legal and notice until /,
  );
  expect(seen.length).toBeLessThan(30);
  expect(Math.max(...seen.map(({ length }) => length))).toBeLessThan(400);
  expect(run.out).toContain('<details><summary>50 further changes</summary>');
});

test('published versions are compared by their days, without git', async () => {
  const folder = await publishedShop();
  await publishLooser(folder);

  const run = await troth(['diff', '2026-01-01', '2026-03-01'], { cwd: folder });
  const since = await trothJson(['diff', '2026-03-01'], { cwd: folder });

  expect(run).toMatchObject({ code: 0, err: '' });
  expect(run.out).toContain('loosens orders.deleted erase.within\n  - 30 days\n  + 60 days');
  expect(since.json).toEqual({ material: false, changes: [] });
});

test('a published version that was edited is refused, not compared', async () => {
  const folder = await publishedShop();
  put(folder, { 'policy/published/2026-01-01.txt': 'Something else.' });

  const run = await troth(['diff', '2026-01-01'], { cwd: folder });

  expect(run.code).toBe(2);
  expect(run.err).toContain('policy/published/2026-01-01.txt');
});

test('an edited published version does not keep two folders from being compared', async () => {
  const folder = await publishedShop();
  put(folder, { 'policy/published/2026-01-01.txt': 'Something else.' });

  const run = await troth(['diff', 'policy', 'policy'], { cwd: folder });

  expect(run.code).toBe(0);
});

test('a tighter promise names the places of the code that have to change, and no others', async () => {
  const before = smallPolicyWith(ORDERS, 'minimum: TLS 1.3', 'minimum: TLS 1.2');
  const code = {
    'src/new.ts': "import tls from 'node:tls';\ntls.connect({ minVersion: 'TLSv1.2' });\n",
    'src/old.ts': "import tls from 'node:tls';\ntls.connect({ minVersion: 'TLSv1.1' });\n",
  };
  const folder = temporaryFolder({ ...before, ...code });
  commitAll(folder);
  put(folder, smallPolicy);

  const run = await troth(['diff', 'HEAD'], { cwd: folder });
  const parsed = await trothJson(['diff', 'HEAD'], { cwd: folder });
  const markdown = await troth(['diff', 'HEAD', '--format', 'markdown'], { cwd: folder });
  const unscanned = await troth(['diff', 'HEAD', '--no-scan'], { cwd: folder });

  expect(run.out).toContain(
    'Code must keep orders.in-transit: 1 place has to change.\n  src/new.ts:2:',
  );
  expect(parsed.json).toMatchObject({
    consequences: { places: [{ path: 'src/new.ts', line: 2, rule: 'transit/weak-tls-version' }] },
  });
  expect(markdown.out).toContain('  - src/new.ts:2: ');
  expect(unscanned.out).toContain('`troth scan` shows each place that does not.');
});

test('when a looser promise may take effect is said at the end', async () => {
  const folder = temporaryFolder(smallPolicy);
  commitAll(folder);
  put(folder, smallPolicyWith(ORDERS, 'within: 30 days', 'within: 60 days'));

  const run = await troth(['diff', 'HEAD'], { cwd: folder });

  expect(run.out).toContain('Takes effect 30 days after it is published, at the earliest.\n');
});

function elsewhere(
  prefix: string,
  files: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [`${prefix}/${path}`, text]),
  );
}
