import { expect, test } from 'vitest';
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
  expect(run.out).toMatch(/1 change \(1 loosens\), material\n$/);
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

function elsewhere(
  prefix: string,
  files: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [`${prefix}/${path}`, text]),
  );
}
