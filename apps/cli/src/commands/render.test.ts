import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { put, temporaryFolder, troth, trothJson } from '../testing/run-troth.ts';
import { publishedShop, publishLooser } from '../testing/published-shop.ts';
import { smallPolicy, smallPolicyWith } from '../testing/small-policy.ts';

test('the page is written with the sentence of each clause at its anchor', async () => {
  const folder = temporaryFolder(smallPolicy);

  const run = await troth(['render', '--out', 'site'], { cwd: folder });

  expect(run).toMatchObject({ code: 0, err: '' });
  expect(run.out).toContain('site/index.html\n');
  const html = readFileSync(join(folder, 'site/index.html'), 'utf8');
  expect(html).toContain('id="orders.deleted"');
  expect(readText(html)).toContain('it is gone within 30 days.');
});

test('one edited number in the rule changes the sentence on the page', async () => {
  const folder = temporaryFolder(
    smallPolicyWith('policy/clauses/orders.yaml', 'within: 30 days', 'within: 7 days'),
  );

  const run = await trothJson(['render', '--out', 'site'], { cwd: folder });

  expect(run.json).toMatchObject({
    files: ['site/index.html', 'site/en/index.html', 'site/privacy.json', 'site/style.css'],
  });
  const html = readFileSync(join(folder, 'site/index.html'), 'utf8');
  expect(readText(html)).toContain('it is gone within 7 days.');
  expect(readText(html)).not.toContain('30 days');
});

const GERMAN = `note: Nur ein Muster.
clauses:
  - { id: about.title, of: "000000000000", text: Datenschutz bei Northwind }
`;

test('a translation has a page of its own, where a stale sentence stands in English', async () => {
  const folder = temporaryFolder({ ...smallPolicy, 'policy/translations/de.yaml': GERMAN });

  const run = await trothJson(['render', '--out', 'site'], { cwd: folder });

  expect(run.json).toMatchObject({
    files: expect.arrayContaining(['site/en/index.html', 'site/de/index.html']) as unknown,
  });
  const html = readFileSync(join(folder, 'site/de/index.html'), 'utf8');
  expect(html).toContain('<html lang="de">');
  expect(html).toContain('<span class="untranslated" lang="en">Privacy at Northwind</span>');
});

test('what changed since an earlier published version has a page, which the page leads to', async () => {
  const folder = await publishedShop();
  await publishLooser(folder);

  const run = await troth(['render', '--out', 'site'], { cwd: folder });

  expect(run.out).toContain('site/changes/2026-01-01..2026-03-01.html\n');
  const changes = readFileSync(join(folder, 'site/changes/2026-01-01..2026-03-01.html'), 'utf8');
  expect(changes).toContain('We promise less');
  const index = readFileSync(join(folder, 'site/index.html'), 'utf8');
  expect(index).toContain('<a href="changes/2026-01-01..2026-03-01.html">');
});

test('a published version that was edited is named, and the page is written all the same', async () => {
  const folder = await publishedShop();
  put(folder, { 'policy/published/2026-01-01.txt': 'Something else.' });

  const run = await troth(['render', '--out', 'site'], { cwd: folder });

  expect(run.code).toBe(0);
  expect(run.err).toContain('policy/published/2026-01-01.txt');
});

test('a translation with an error writes no page, in no language', async () => {
  const wrong = GERMAN.replace('about.title', 'about.titel');
  const folder = temporaryFolder({ ...smallPolicy, 'policy/translations/de.yaml': wrong });

  const run = await troth(['render', '--out', 'site'], { cwd: folder });

  expect(run.code).toBe(2);
  expect(run.err).toContain('there is no clause `about.titel`');
  expect(() => readFileSync(join(folder, 'site/index.html'))).toThrow('ENOENT');
});

test('a policy that does not compile writes no page', async () => {
  const folder = temporaryFolder(
    smallPolicyWith('policy/clauses/orders.yaml', '30 days', 'a while'),
  );

  const run = await troth(['render', '--out', 'site'], { cwd: folder });

  expect(run.code).toBe(2);
  expect(run.err).toContain('`a while` is not a duration');
  expect(() => readFileSync(join(folder, 'site/index.html'))).toThrow('ENOENT');
});

test('a folder that cannot be written is named, with exit code 2', async () => {
  const folder = temporaryFolder({ ...smallPolicy, site: 'a file is in the way' });

  const run = await troth(['render', '--out', 'site'], { cwd: folder });

  expect(run.code).toBe(2);
  expect(run.err).toContain(`troth: \`${join(folder, 'site/index.html')}\` cannot be written: `);
});

test('render without a folder to write to says so', async () => {
  const run = await troth(['render']);

  expect(run.code).toBe(2);
  expect(run.err).toContain("required option '--out <dir>' not specified");
});

/** What a reader sees: without tags, white space folded. */
function readText(html: string): string {
  return html.replaceAll(/<[^>]+>/g, '').replaceAll(/\s+/g, ' ');
}
