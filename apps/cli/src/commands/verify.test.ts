import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { git } from '../testing/git.ts';
import { trothOn } from '../testing/on-day.ts';
import { publishedShop, publishLooser } from '../testing/published-shop.ts';
import { temporaryFolder, troth, trothJson } from '../testing/run-troth.ts';
import { smallPolicy } from '../testing/small-policy.ts';

test('the published version of this repository is what was signed', async () => {
  const run = await trothJson(['verify']);

  expect(run.code).toBe(0);
  const { ok, versions } = run.json as { ok: boolean; versions: readonly object[] };
  expect(ok).toBe(true);
  expect(versions[0]).toMatchObject({
    version: '2026-03-01',
    effective: '2026-03-01',
    legacy: true,
  });
});

describe('a version that was edited', () => {
  test('is named, and the exit code is 1', async () => {
    const folder = await publishedShop();
    await publishLooser(folder);
    const text = join(folder, 'policy/published/2026-01-01.txt');
    writeFileSync(text, readFileSync(text, 'utf8').replace('30 days', '90 days'));

    const run = await troth(['verify'], { cwd: folder });
    const asJson = await trothJson(['verify'], { cwd: folder });

    expect(run).toMatchObject({
      code: 1,
      out: 'policy/published/2026-01-01.txt: the text is not the one that was signed\nfailed policy/published\n',
    });
    expect(asJson).toMatchObject({ code: 1, json: { ok: false, firstBad: '2026-01-01' } });
  });

  test('may not be a link to somewhere else', async () => {
    const folder = await publishedShop();
    const text = join(folder, 'policy/published/2026-01-01.txt');
    const elsewhere = join(temporaryFolder({ 'copy.txt': readFileSync(text, 'utf8') }), 'copy.txt');
    rmSync(text);
    symlinkSync(elsewhere, text);

    expect((await troth(['verify'], { cwd: folder })).code).toBe(1);
  });
});

test('where nothing is published there is nothing to trust', async () => {
  const run = await troth(['verify'], { cwd: temporaryFolder(smallPolicy) });

  expect(run).toMatchObject({
    code: 1,
    out: 'policy/published: no version is published here\nfailed policy/published\n',
  });
});

describe('since a commit', () => {
  test('a later version and one more key are no change of what was published', async () => {
    const folder = await committedShop();
    await publishLooser(folder);

    const run = await troth(['verify', '--since', 'HEAD'], { cwd: folder });

    expect(run).toMatchObject({ code: 0 });
    expect(run.out).toContain('2 versions as signed');
  });

  test('a newest version that was taken away is missed, though what is left is sound', async () => {
    const folder = await committedShop();
    await publishLooser(folder);
    commit(folder);
    for (const ending of ['txt', 'policy.json', 'version.json'])
      rmSync(join(folder, `policy/published/2026-03-01.${ending}`));

    const alone = await troth(['verify'], { cwd: folder });
    const compared = await troth(['verify', '--since', 'HEAD'], { cwd: folder });

    expect(alone.code).toBe(0);
    expect(compared.code).toBe(1);
    expect(compared.out).toContain(
      'policy/published/2026-03-01.txt: it stands at HEAD and is gone\n',
    );
  });

  test('versions and keys that were all replaced together are found out', async () => {
    const folder = await committedShop();
    rmSync(join(folder, 'policy/published'), { recursive: true });
    const forged = await trothOn('2026-01-01', folder, ['publish', '--key', 'keys/forger.pem']);

    const alone = await troth(['verify'], { cwd: folder });
    const compared = await troth(['verify', '--since', 'HEAD'], { cwd: folder });

    expect([forged.code, alone.code, compared.code]).toEqual([0, 0, 1]);
    expect(compared.out).toMatch(
      /policy\/published\/2026-01-01\.version\.json: it is not what stands at HEAD\npolicy\/published\/keys\.json: it has lost the key [\w-]{43} of HEAD\n/,
    );
  });

  test('that git does not know, nothing is claimed', async () => {
    const folder = await committedShop();

    const run = await troth(['verify', '--since', 'nowhere'], { cwd: folder });

    expect(run).toMatchObject({ code: 2, err: 'troth: git knows no commit `nowhere` here\n' });
  });
});

async function committedShop(): Promise<string> {
  const folder = await publishedShop();
  git(folder, 'init', '--quiet');
  commit(folder);
  return folder;
}

function commit(folder: string): void {
  git(folder, 'add', 'policy');
  git(folder, 'commit', '--quiet', '--message', 'publish');
}
