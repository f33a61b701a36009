import { expect, test } from 'vitest';
import { commitAll, git } from '../testing/git.ts';
import { put, temporaryFolder, troth, trothJson } from '../testing/run-troth.ts';
import { smallPolicy, smallPolicyWith } from '../testing/small-policy.ts';

const ORDERS = 'policy/clauses/orders.yaml';
const weak =
  "import tls from 'node:tls';\nexport const peer = tls.connect({ host: 'db', minVersion: 'TLSv1.2' });\n";

test('a change that touches no promise and breaks none passes', async () => {
  const folder = temporaryFolder(smallPolicy);
  commitAll(folder);
  put(folder, { 'src/hello.ts': 'export const hello = 1;\n' });

  const run = await troth(['gate', '--base', 'main'], { cwd: folder });

  expect(run).toMatchObject({ code: 0, err: '' });
  expect(run.out).toMatch(/^Merging changes no promise\.\n/);
  expect(run.out).toMatch(/\npass \(against [0-9a-f]{12}\)\n$/);
});

test('a place that broke a promise before the change does not fail it, one more does', async () => {
  const folder = temporaryFolder({ ...smallPolicy, 'src/old.ts': weak });
  commitAll(folder);
  put(folder, { 'src/old.ts': `// moved down\n${weak}` });
  const moved = await trothJson(['gate', '--base', 'main'], { cwd: folder });
  put(folder, { 'src/new.ts': weak });

  const added = await trothJson(['gate', '--base', 'main'], { cwd: folder });

  expect(moved).toMatchObject({
    code: 0,
    json: { verdict: 'pass', reasons: [], scan: { findings: [{ status: 'existing' }] } },
  });
  expect(added).toMatchObject({
    code: 1,
    json: {
      verdict: 'fail',
      reasons: ['1 new place breaks a promise'],
      scan: {
        findings: [
          { path: 'src/new.ts', status: 'new' },
          { path: 'src/old.ts', status: 'existing' },
        ],
      },
    },
  });
});

test('a tightened promise fails until the code that it newly forbids is mended', async () => {
  const tls12 = smallPolicyWith(ORDERS, 'minimum: TLS 1.3', 'minimum: TLS 1.2');
  const folder = temporaryFolder({ ...tls12, 'src/peer.ts': weak });
  commitAll(folder);
  put(folder, smallPolicy);
  const tightened = await trothJson(['gate', '--base', 'main'], { cwd: folder });
  put(folder, { 'src/peer.ts': weak.replace('TLSv1.2', 'TLSv1.3') });

  const mended = await trothJson(['gate', '--base', 'main'], { cwd: folder });

  expect(tightened).toMatchObject({
    code: 1,
    json: {
      diff: { changes: [{ direction: 'tightens' }] },
      scan: { findings: [{ path: 'src/peer.ts', status: 'new' }] },
    },
  });
  expect(mended).toMatchObject({ code: 0, json: { verdict: 'pass' } });
});

test('a promise that loosens fails without a later date, and passes with the notice the policy gives', async () => {
  const folder = temporaryFolder(smallPolicy);
  commitAll(folder);
  put(folder, smallPolicyWith(ORDERS, 'within: 30 days', 'within: 60 days'));
  const sudden = await troth(['gate', '--base', 'main'], { cwd: folder });
  put(
    folder,
    smallPolicyWith(
      'policy/policy.yaml',
      'published: 2026-01-01, effective: 2026-01-01',
      'published: 2026-02-01, effective: 2026-03-03',
    ),
  );
  put(folder, {
    [ORDERS]: smallPolicyWith(ORDERS, 'within: 30 days', 'within: 60 days')[ORDERS] ?? '',
  });

  const announced = await trothJson(['gate', '--base', 'main'], { cwd: folder });

  expect(sudden.code).toBe(1);
  expect(sudden.out).toMatch(/^Merging loosens 1 promise\.\n/);
  expect(sudden.out).toContain(
    'lacks orders.deleted an effective date at least 30 days after publication',
  );
  expect(sudden.out).toContain('fail 1 change of a promise lacks what it takes');
  expect(announced).toMatchObject({
    code: 0,
    json: { verdict: 'pass', diff: { material: true, unmet: [] } },
  });
});

test('where approvals are known, a change without the one it needs fails', async () => {
  const folder = temporaryFolder(smallPolicy);
  commitAll(folder);
  put(folder, smallPolicyWith(ORDERS, 'within: 30 days', 'within: 7 days'));

  const without = await trothJson(['gate', '--base', 'main', '--approved-by', 'engineering'], {
    cwd: folder,
  });
  const withLegal = await trothJson(
    ['gate', '--base', 'main', '--approved-by', 'engineering,legal'],
    { cwd: folder },
  );

  expect(without).toMatchObject({
    code: 1,
    json: { diff: { unmet: [{ clause: 'orders.deleted', requirement: 'the approval: legal' }] } },
  });
  expect(withLegal.code).toBe(0);
});

test("others' later work on the base is not blamed on the change", async () => {
  const folder = temporaryFolder({ ...smallPolicy, 'src/old.ts': weak });
  commitAll(folder);
  git(folder, 'switch', '--quiet', '--create', 'work');
  put(folder, { 'src/hello.ts': 'export const hello = 1;\n' });
  commitAll(folder, 'work');
  git(folder, 'switch', '--quiet', 'main');
  put(folder, { 'src/old.ts': 'export {};\n' });
  commitAll(folder, 'mended by somebody else');
  git(folder, 'switch', '--quiet', 'work');

  const run = await trothJson(['gate', '--base', 'main'], { cwd: folder });

  expect(run).toMatchObject({
    code: 0,
    json: { scan: { findings: [{ path: 'src/old.ts', status: 'existing' }] } },
  });
});

test('a policy that does not compile fails with its mistakes, and nothing is claimed of the rest', async () => {
  const folder = temporaryFolder(smallPolicy);
  commitAll(folder);
  put(folder, smallPolicyWith(ORDERS, '30 days', 'soon'));

  const run = await trothJson(['gate', '--base', 'main'], { cwd: folder });

  expect(run).toMatchObject({
    code: 1,
    json: {
      verdict: 'fail',
      reasons: ['the policy in policy is not sound'],
      check: { ok: false },
      test: null,
      diff: null,
      scan: null,
    },
  });
});

test('the first policy of a repository has nothing to be compared with, and the code must keep all of it', async () => {
  const folder = temporaryFolder({ 'src/peer.ts': weak });
  commitAll(folder);
  put(folder, smallPolicy);

  const run = await trothJson(['gate', '--base', 'main'], { cwd: folder });

  expect(run.code).toBe(1);
  expect(run.json).toMatchObject({
    diff: null,
    scan: { findings: [{ path: 'src/peer.ts', status: 'new' }] },
  });
});

test('a change that mends a policy which did not compile can pass', async () => {
  const folder = temporaryFolder({
    ...smallPolicyWith(ORDERS, '30 days', 'soon'),
    'src/old.ts': weak,
  });
  commitAll(folder);
  put(folder, smallPolicy);

  const run = await trothJson(['gate', '--base', 'main'], { cwd: folder });

  expect(run).toMatchObject({
    code: 0,
    json: { diff: null, scan: { findings: [{ status: 'existing' }] } },
  });
});

test('an expired exception fails the change that touches what it covered, and warns elsewhere', async () => {
  const waivers = `waivers:
  - kind: exception
    rule: transit/weak-tls-version
    path: src/*
    reason: The peer is replaced in spring.
    owner: "@ops"
    approver: "@legal"
    expires: 2020-01-01
`;
  const folder = temporaryFolder({
    ...smallPolicy,
    'policy/waivers.yaml': waivers,
    'src/old.ts': weak,
  });
  commitAll(folder);
  put(folder, { 'src/other.ts': 'export {};\n' });
  const elsewhere = await troth(['gate', '--base', 'main'], { cwd: folder });
  put(folder, { 'src/old.ts': `${weak}export const more = 1;\n` });

  const touched = await trothJson(['gate', '--base', 'main'], { cwd: folder });

  expect(elsewhere.code).toBe(0);
  expect(elsewhere.out).toContain('warning waivers/expired: ');
  expect(touched).toMatchObject({
    code: 1,
    json: { reasons: ['an expired exception covers a file of this change'] },
  });
});

test('in a workflow what lacks something is an annotation at its clause', async () => {
  const folder = temporaryFolder(smallPolicy);
  commitAll(folder);
  put(folder, smallPolicyWith(ORDERS, 'within: 30 days', 'within: 60 days'));

  const github = await troth(['gate', '--base', 'main', '--format', 'github'], { cwd: folder });
  const markdown = await troth(['gate', '--base', 'main', '--format', 'markdown'], { cwd: folder });

  expect(github.out).toContain(
    '::error file=policy/clauses/orders.yaml,line=8,col=9,title=diff/unmet::orders.deleted lacks ',
  );
  expect(markdown.out).toMatch(/^❌ \*\*Merging loosens 1 promise\.\*\*/);
  expect(markdown.out).toContain('| `orders.deleted` erase.within | 30 days | 60 days | loosens |');
});

test('a base nobody knows is a usage error, never a pass', async () => {
  const folder = temporaryFolder(smallPolicy);
  commitAll(folder);

  const unknown = await troth(['gate', '--base', 'gone'], { cwd: folder });
  const missing = await troth(['gate'], { cwd: folder });

  expect(unknown).toMatchObject({
    code: 2,
    out: '',
    err: 'troth: git knows no commit `gone` here\n',
  });
  expect(missing.code).toBe(2);
});
