import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { publishedShop, publishLooser } from '../testing/published-shop.ts';
import { temporaryFolder, troth, trothJson } from '../testing/run-troth.ts';
import { smallPolicy } from '../testing/small-policy.ts';

describe('30 days in force, 60 announced on March 1 for April 1', () => {
  test.each([
    [
      ['2025-12-31'],
      '2025-12-31, a new subject\n  in force   nothing: the first version has not taken effect\n',
    ],
    [['2026-02-28'], '2026-02-28, a new subject\n  in force   2026-01-01 since 2026-01-01\n'],
    [
      ['2026-03-31'],
      '2026-03-31, a new subject\n  in force   2026-01-01 since 2026-01-01\n  announced  2026-03-01, takes effect on 2026-04-01, in 1 day\n',
    ],
    [['2026-04-01'], '2026-04-01, a new subject\n  in force   2026-03-01 since 2026-04-01\n'],
    [
      ['2026-04-01', '--accepted', '2026-01-01'],
      '2026-04-01, who accepted 2026-01-01\n  in force   2026-03-01 since 2026-04-01\n  kept       2026-01-01 for data collected before 2026-04-01\nUntil the subject accepts 2026-03-01, such data may be used only as both versions permit.\n',
    ],
    [
      ['2026-04-01', '--accepted', '2026-03-01'],
      '2026-04-01, who accepted 2026-03-01\n  in force   2026-03-01 since 2026-04-01\n',
    ],
  ])('at %s', async (args, out) => {
    const folder = await publishedShop();
    await publishLooser(folder);

    expect(await troth(['at', ...args], { cwd: folder })).toEqual({ code: 0, out, err: '' });
  });

  test('a program is told the same, with the hashes', async () => {
    const folder = await publishedShop();
    await publishLooser(folder);
    const hashes = await trothJson(['verify'], { cwd: folder });
    const [first, second] = (hashes.json as { versions: { hash: string; policyVersion: string }[] })
      .versions;

    const run = await trothJson(['at', '2026-04-02', '--accepted', first?.hash ?? ''], {
      cwd: folder,
    });

    expect(run.json).toEqual({
      date: '2026-04-02',
      accepted: '2026-01-01',
      inForce: { version: '2026-03-01', effective: '2026-04-01', legacy: false, ...only(second) },
      scheduled: [],
      kept: [
        {
          version: '2026-01-01',
          effective: '2026-01-01',
          legacy: false,
          ...only(first),
          collected: { from: null, before: '2026-04-01' },
        },
      ],
      reconsent: true,
    });
  });
});

test('a day or a version that does not exist is a mistake of the command line', async () => {
  const folder = await publishedShop();

  const day = await troth(['at', '2026-02-30'], { cwd: folder });
  const version = await troth(['at', '2026-02-28', '--accepted', '2025'], { cwd: folder });

  expect(day).toMatchObject({
    code: 2,
    err: 'troth: `2026-02-30` is no day; write one like 2026-12-24\n',
  });
  expect(version).toMatchObject({
    code: 2,
    err: 'troth: no version `2025` is published; there are: 2026-01-01\n',
  });
});

test('no answer is given from versions that were altered, or from none', async () => {
  const altered = await publishedShop();
  writeFileSync(join(altered, 'policy/published/2026-01-01.policy.json'), '{}');

  const fromAltered = await troth(['at', '2026-02-28'], { cwd: altered });
  const fromNone = await troth(['at', '2026-02-28'], { cwd: temporaryFolder(smallPolicy) });

  expect([fromAltered.code, fromAltered.out, fromNone.code]).toEqual([2, '', 2]);
  expect(fromAltered.err).toContain('the policy is not the one that was signed');
});

test('the text that binds readers of this repository today is the one of March 2026', async () => {
  const run = await trothJson(['at', '2026-11-23']);

  expect(run.json).toMatchObject({ inForce: { version: '2026-03-01', legacy: true } });
});

function only(
  version: { readonly hash: string; readonly policyVersion: string } | undefined,
): object {
  return { hash: version?.hash, policyVersion: version?.policyVersion };
}
