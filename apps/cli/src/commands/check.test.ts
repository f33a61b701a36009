import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, troth, trothJson } from '../testing/run-troth.ts';
import { smallPolicy, smallPolicyWith } from '../testing/small-policy.ts';

test('a sound policy passes, and only the verdict is printed, with the number of questions for legal', async () => {
  const folder = temporaryFolder(smallPolicy);

  const run = await troth(['check'], { cwd: folder });

  expect(run.err).toBe('');
  expect(run.out).toMatch(
    /^ok policy: 6 clauses, 5 rules, 0 tests, 0 waivers; \d+ hints \(troth check --hints shows them\)\n$/,
  );
  expect(run.code).toBe(0);
});

test('the questions for legal are shown with statute and a clause to fill in, and fail nothing', async () => {
  const folder = temporaryFolder(smallPolicy);

  const run = await troth(['check', '--hints'], { cwd: folder });

  expect(run.out).toContain(
    'hint policy/statute: G10: To which supervisory authority can people complain?',
  );
  expect(run.out).toContain('    - id: rights.complaint\n');
  expect(run.code).toBe(0);
});

test('a mistake is shown at its place, in the words of the file, with what to type', async () => {
  const folder = temporaryFolder(
    smallPolicyWith('policy/clauses/orders.yaml', '30 days', '30 dayz'),
  );

  const run = await troth(['check'], { cwd: folder });

  expect(run.code).toBe(1);
  expect(run.out).toContain(
    [
      'policy/clauses/orders.yaml:13:15 error language/bad-duration: `30 dayz` is not a duration',
      '  13 |       within: 30 dayz',
      '     |               ^',
      '  help: write a number and a unit, such as `30 days`',
    ].join('\n'),
  );
});

test('a program reads the verdict and each diagnostic as flat JSON', async () => {
  const folder = temporaryFolder(
    smallPolicyWith('policy/clauses/orders.yaml', '30 days', '30 dayz'),
  );

  const run = await trothJson(['check'], { cwd: folder });

  expect(run.code).toBe(1);
  expect(run.err).toBe('');
  expect(run.json).toEqual({
    ok: false,
    diagnostics: [
      {
        code: 'language/bad-duration',
        severity: 'error',
        message: '`30 dayz` is not a duration',
        file: 'policy/clauses/orders.yaml',
        line: 13,
        column: 15,
        help: 'write a number and a unit, such as `30 days`',
      },
    ],
  });
});

test('a missing policy fails, and so does an empty one', async () => {
  const folder = temporaryFolder({ 'empty/README.md': 'soon' });

  const missing = await trothJson(['check'], { cwd: folder });
  const empty = await trothJson(['check', '--policy', 'empty'], { cwd: folder });

  expect([missing.code, empty.code]).toEqual([1, 1]);
  expect(missing.json).toMatchObject({
    ok: false,
    diagnostics: [{ code: 'files/empty-policy', file: 'policy' }],
  });
  expect(empty.json).toMatchObject({
    ok: false,
    diagnostics: [{ code: 'files/empty-policy', file: 'empty' }],
  });
});

test('a file over 4 MiB fails the check, however sound the rest is', async () => {
  const folder = temporaryFolder(smallPolicy);
  writeFileSync(join(folder, 'policy/clauses/huge.yaml'), '#'.repeat(4 * 1024 * 1024 + 1));

  const run = await trothJson(['check'], { cwd: folder });

  expect(run.code).toBe(1);
  expect(run.json).toMatchObject({ ok: false });
  expect(JSON.stringify(run.json)).toContain('"message":"the file has 4194305 bytes');
});

test('a policy outside the working directory is named by its absolute path', async () => {
  const folder = temporaryFolder(
    smallPolicyWith('policy/clauses/orders.yaml', '30 days', '30 dayz'),
  );
  const elsewhere = temporaryFolder();

  const run = await trothJson(['check', '--policy', join(folder, 'policy')], { cwd: elsewhere });

  expect(run.json).toMatchObject({
    diagnostics: [{ file: join(folder, 'policy/clauses/orders.yaml') }],
  });
});

test('a translation that no longer follows the policy is a warning with the wording to type', async () => {
  const folder = temporaryFolder({
    ...smallPolicy,
    'policy/translations/de.yaml': `note: Nur ein Muster.
clauses:
  - { id: about.title, of: "000000000000", text: Datenschutz bei Northwind }
`,
  });

  const run = await troth(['check'], { cwd: folder });

  expect(run.code).toBe(0);
  expect(run.out).toContain('policy/translations/de.yaml:3:28');
  expect(run.out).toContain('`about.title` was changed after it was translated');
  expect(run.out).toMatch(/write `of: "[0-9a-f]{12}"`/);
});

test("the company's own policy holds", async () => {
  const run = await trothJson(['check']);

  expect(run.json).toMatchObject({ ok: true });
  expect(run.code).toBe(0);
});
