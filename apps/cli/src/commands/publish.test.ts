import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { trothOn } from '../testing/on-day.ts';
import { dated, key, publishedShop, publishLooser } from '../testing/published-shop.ts';
import { put, temporaryFolder, troth } from '../testing/run-troth.ts';
import { smallPolicy, smallPolicyWith } from '../testing/small-policy.ts';

const approved = ['--approved-by', 'legal:Ada Lee'];

describe('the first version', () => {
  test('is three files beside the public key, signed by a key that only its owner reads', async () => {
    const folder = temporaryFolder(smallPolicy);

    const run = await trothOn('2026-01-01', folder, ['publish', ...key]);

    expect(run.code).toBe(0);
    expect(run.err).toBe(
      'troth: made the signing key keys/policy.pem; keep it secret, and out of git\n',
    );
    expect(run.out).toMatch(
      /^policy\/published\/2026-01-01\.txt\npolicy\/published\/2026-01-01\.policy\.json\npolicy\/published\/2026-01-01\.version\.json\npublished 2026-01-01, in effect 2026-01-01, [0-9a-f]{12}\n$/,
    );
    expect(readdirSync(join(folder, 'policy/published'))).toEqual([
      '2026-01-01.policy.json',
      '2026-01-01.txt',
      '2026-01-01.version.json',
      'keys.json',
    ]);
    expect(statSync(join(folder, 'keys/policy.pem')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, 'policy/published/2026-01-01.txt'), 'utf8')).toContain(
      'it is gone within 30 days.',
    );
  });

  test('published twice is one version, and no byte of it changes', async () => {
    const folder = await publishedShop();
    const before = contentsOf(folder);

    const again = await trothOn('2026-02-01', folder, ['publish', ...key]);

    expect(again).toMatchObject({
      code: 0,
      out: 'the version of 2026-01-01 is published already, with this content\n',
    });
    expect(contentsOf(folder)).toEqual(before);
  });

  test('is finished by the next run where a killed one left a part', async () => {
    const folder = await publishedShop();
    const whole = contentsOf(folder);
    const half = temporaryFolder({
      ...smallPolicy,
      'policy/published/2026-01-01.txt': whole['2026-01-01.txt'] ?? '',
    });

    const run = await trothOn('2026-01-01', half, ['publish', ...key]);

    expect(run.code).toBe(0);
    expect((await trothOn('2026-01-01', half, ['verify'])).code).toBe(0);
  });
});

test('a policy that is not sound is not published, and its errors are told', async () => {
  const folder = temporaryFolder(
    smallPolicyWith('policy/clauses/orders.yaml', 'data: [shop.orders]', 'data: [shop.parcels]'),
  );

  const run = await trothOn('2026-01-01', folder, ['publish', ...key]);

  expect(run.code).toBe(1);
  expect(run.out).toBe('- the policy in policy is not sound\nrefused: nothing was published\n');
  expect(run.err).toContain('policy/unknown-category');
  expect(existsSync(join(folder, 'policy/published'))).toBe(false);
  expect(existsSync(join(folder, 'keys'))).toBe(false);
});

test('a published day cannot be published again with another promise', async () => {
  const folder = await publishedShop();
  put(folder, dated('2026-01-01', '2026-01-01', 7));
  const before = contentsOf(folder);

  const run = await trothOn('2026-01-01', folder, ['publish', ...key, ...approved]);

  expect(run.code).toBe(1);
  expect(run.out).toContain(
    'the version of 2026-01-01 is published with other content, and a published version never changes',
  );
  expect(contentsOf(folder)).toEqual(before);
});

describe('a loosening', () => {
  test('without notice, approval and change log is refused with all three, and nothing is written', async () => {
    const folder = await publishedShop();
    const { 'policy/CHANGELOG.md': _, ...looser } = dated('2026-03-01', '2026-03-10', 60);
    put(folder, looser);

    const run = await trothOn('2026-03-01', folder, ['publish', ...key]);

    expect(run.code).toBe(1);
    expect(run.out).toBe(`\
- it loosens orders.deleted against the version of 2026-01-01 and lacks an effective date at least 30 days after publication on 2026-03-01, not 2026-03-10
- nobody in the role \`legal\` has approved it: --approved-by "legal:NAME"
- it loosens, or may, and the change log has no entry: write what changes under \`## 2026-03-01\` in CHANGELOG.md beside policy.yaml
refused: nothing was published
`);
    expect(Object.keys(contentsOf(folder))).not.toContain('2026-03-01.txt');
  });

  test('with all three is published, and the record says who approved what', async () => {
    const folder = await publishedShop();

    await publishLooser(folder);

    const record = JSON.parse(contentsOf(folder)['2026-03-01.version.json'] ?? '') as object;
    expect(record).toMatchObject({
      record: {
        published: '2026-03-01',
        effective: '2026-04-01',
        material: true,
        approvals: [{ role: 'legal', name: 'Ada Lee' }],
        changeLog: 'Deleted orders stay 60 days.',
      },
    });
  });
});

describe('the key', () => {
  test('must be one the readers know: a mistyped path signs nothing and makes nothing', async () => {
    const folder = await publishedShop();
    put(folder, dated('2026-02-01', '2026-02-01', 7));

    const run = await trothOn('2026-02-01', folder, [
      'publish',
      '--key',
      'keys/polcy.pem',
      ...approved,
    ]);

    expect(run.code).toBe(2);
    expect(run.err).toMatch(
      /^troth: there is no key `keys\/polcy\.pem`; the versions here are signed with [\w-]{43}\n$/,
    );
    expect(existsSync(join(folder, 'keys/polcy.pem'))).toBe(false);
  });

  test('may be replaced on purpose; what the old one signed stays good', async () => {
    const folder = await publishedShop();
    put(folder, dated('2026-02-01', '2026-02-01', 7));

    const run = await trothOn('2026-02-01', folder, [
      'publish',
      '--key',
      'keys/next.pem',
      '--trust-new-key',
      ...approved,
    ]);

    expect(run.code).toBe(0);
    const verified = await trothOn('2026-02-01', folder, ['verify']);
    expect(verified).toMatchObject({ code: 0 });
    expect(verified.out).toContain('2 versions as signed');
  });

  test('that others can read is refused', async () => {
    const folder = await publishedShop();
    put(folder, dated('2026-02-01', '2026-02-01', 7));
    chmodSync(join(folder, 'keys/policy.pem'), 0o644);

    const run = await trothOn('2026-02-01', folder, ['publish', ...key, ...approved]);

    expect(run).toMatchObject({
      code: 2,
      err: 'troth: others may read the key `keys/policy.pem`: chmod 600 it\n',
    });
  });
});

describe('a text from before', () => {
  const before = { ...smallPolicy, 'policy/published/2026-01-01.txt': 'As it was read.\n' };

  test('is recorded as it stands, and not as rules that nobody stated then', async () => {
    const folder = temporaryFolder(before);

    const run = await trothOn('2026-06-01', folder, ['publish', '--legacy', ...key]);

    expect(run.code).toBe(0);
    const verified = await trothOn('2026-06-01', folder, ['verify']);
    expect(verified.out).toMatch(
      /^2026-01-01 {2}in effect 2026-01-01 {2}signed 2026-06-01 {2}[0-9a-f]{12} {2}legacy: a text without rules\nok policy\/published: 1 version as signed\n$/,
    );
    expect(contentsOf(folder)['2026-01-01.txt']).toBe('As it was read.\n');
  });

  test('cannot be made up: without the file, or for today, there is nothing to record', async () => {
    const none = await trothOn('2026-06-01', temporaryFolder(smallPolicy), [
      'publish',
      '--legacy',
      ...key,
    ]);
    const today = await trothOn('2026-01-01', temporaryFolder(before), [
      'publish',
      '--legacy',
      ...key,
    ]);

    expect(none.out).toContain('there is no policy/published/2026-01-01.txt');
    expect(today.out).toContain('2026-01-01 is not in the past');
    expect([none.code, today.code]).toEqual([1, 1]);
  });

  test('is only ever the first version', async () => {
    const folder = await publishedShop();
    put(folder, {
      ...dated('2026-02-01', '2026-02-01', 30),
      'policy/published/2026-02-01.txt': 'x',
    });

    const run = await trothOn('2026-06-01', folder, ['publish', '--legacy', ...key]);

    expect(run).toMatchObject({ code: 1 });
    expect(run.out).toContain('a version is published already (2026-01-01)');
  });
});

test('nothing is published on top of a version that was altered', async () => {
  const folder = await publishedShop();
  writeFileSync(join(folder, 'policy/published/2026-01-01.txt'), 'We promise nothing.');
  put(folder, dated('2026-02-01', '2026-02-01', 7));

  const run = await trothOn('2026-02-01', folder, ['publish', ...key, ...approved]);

  expect(run.code).toBe(2);
  expect(run.err).toContain(
    'policy/published/2026-01-01.txt: the text is not the one that was signed',
  );
});

test('an approval without a name is a mistake of the command line', async () => {
  const run = await troth(['publish', '--approved-by', 'legal']);

  expect(run.code).toBe(2);
  expect(run.err).toContain('Write it as ROLE:NAME, such as "legal:Ada Lee".');
});

/** The published files by name; keys and signatures are left to `verify`. */
function contentsOf(folder: string): Readonly<Record<string, string>> {
  const published = join(folder, 'policy/published');
  return Object.fromEntries(
    readdirSync(published).map((name) => [name, readFileSync(join(published, name), 'utf8')]),
  );
}
