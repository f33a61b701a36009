import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { git } from './testing/git.ts';
import { trothOn } from './testing/on-day.ts';
import { publishedShop, publishLooser } from './testing/published-shop.ts';
import { put, temporaryFolder, troth, trothJson } from './testing/run-troth.ts';
import { smallPolicy } from './testing/small-policy.ts';

test('a published version that was edited fails the check, at its file', async () => {
  const folder = await publishedShop();
  const text = join(folder, 'policy/published/2026-01-01.txt');
  writeFileSync(text, readFileSync(text, 'utf8').replace('30 days', '90 days'));

  const run = await trothJson(['check'], { cwd: folder });

  expect(run.code).toBe(1);
  expect(run.json).toMatchObject({ ok: false });
  expect((await troth(['check'], { cwd: folder })).out).toContain(
    'policy/published/2026-01-01.txt:1:1 error published/altered: the text is not the one that was signed',
  );
});

test('it fails the gate too, and still the draft can be rendered', async () => {
  const folder = await publishedShop();
  git(folder, 'init', '--quiet');
  git(folder, 'add', '.');
  git(folder, 'commit', '--quiet', '--message', 'publish');
  rmSync(join(folder, 'policy/published/2026-01-01.version.json'));

  const gate = await troth(['gate', '--base', 'HEAD'], { cwd: folder });
  const render = await troth(['render', '--out', 'site'], { cwd: folder });

  expect([gate.code, render.code]).toEqual([1, 0]);
  expect(gate.out).toContain('published/altered');
});

test('a change that replaces a version together with the keys passes the check and fails the gate', async () => {
  const folder = await publishedShop();
  git(folder, 'init', '--quiet');
  git(folder, 'add', '.');
  git(folder, 'commit', '--quiet', '--message', 'publish');
  rmSync(join(folder, 'policy/published'), { recursive: true });
  await trothOn('2026-01-01', folder, ['publish', '--key', 'keys/forger.pem']);

  const check = await troth(['check'], { cwd: folder });
  const gate = await troth(['gate', '--base', 'HEAD'], { cwd: folder });

  expect([check.code, gate.code]).toEqual([0, 1]);
  expect(gate.out).toMatch(
    /policy\/published\/2026-01-01\.version\.json:1:1 error published\/altered: it is not what stands at [0-9a-f]{12}/,
  );
});

test('a change that publishes one more version passes the gate', async () => {
  const folder = await publishedShop();
  git(folder, 'init', '--quiet');
  git(folder, 'add', '.');
  git(folder, 'commit', '--quiet', '--message', 'publish');
  await publishLooser(folder);

  const gate = await troth(['gate', '--base', 'HEAD'], { cwd: folder });

  expect(gate).toMatchObject({ code: 0 });
});

test('an edit that nobody published yet, and a policy that never was, pass the check', async () => {
  const draft = await publishedShop();
  const orders = smallPolicy['policy/clauses/orders.yaml'] ?? '';
  put(draft, { 'policy/clauses/orders.yaml': orders.replace('30 days', '7 days') });

  const edited = await troth(['check'], { cwd: draft });
  const never = await troth(['check'], { cwd: temporaryFolder(smallPolicy) });

  expect([edited.code, never.code]).toEqual([0, 0]);
});

test('a text without a record says how to record it', async () => {
  const folder = temporaryFolder({ ...smallPolicy, 'policy/published/2026-01-01.txt': 'x' });

  const run = await troth(['check'], { cwd: folder });

  expect(run.code).toBe(1);
  expect(run.out).toContain('`troth publish --legacy`');
});
