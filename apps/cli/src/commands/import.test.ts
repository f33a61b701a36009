import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repository, temporaryFolder, troth, trothJson } from '../testing/run-troth.ts';

const notice = `# Privacy at Northwind, Inc.

*Last updated:* 1 May 2026. We delete orders after 14 days. Ask privacy@northwind.example.

## Sharing

- **Carriers:** they get your address. Nothing else.
`;

test('a published text becomes a policy that passes the check, each clause a gap', async () => {
  const folder = temporaryFolder({ 'privacy.md': notice });

  const run = await troth(['import', 'privacy.md', '--todo', '2027-01-01'], { cwd: folder });

  expect(run).toMatchObject({ code: 0, err: '' });
  expect(run.out).toContain('2 sections, 6 clauses, each a gap until it has its rule');
  expect(readFileSync(join(folder, 'policy/clauses/sharing.yaml'), 'utf8')).toContain(
    `title: Sharing
clauses:
  - id: sharing.carriers
    lead: "Carriers:"
    text: they get your address.
    todo: 2027-01-01

  - id: sharing.nothing-else
    join: true
    text: Nothing else.
    todo: 2027-01-01
`,
  );
  const check = await trothJson(['check'], { cwd: folder });
  expect(check.json).toMatchObject({ ok: true });
  expect(check.out).toContain('`14 days` is a duration that nothing binds');
});

test('the page of an import says what was published', async () => {
  const folder = temporaryFolder();
  const published = join(repository, 'policy/published/2026-03-01.txt');

  await troth(['import', published, '--out', 'p'], { cwd: folder });
  await troth(['render', '--policy', 'p', '--out', 'site'], { cwd: folder });

  const html = readFileSync(join(folder, 'site/index.html'), 'utf8');
  const [, article = ''] =
    /<article[^>]*data-policy-text[^>]*>([\s\S]*?)<\/article>/.exec(html) ?? [];
  const words = article
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll(/\s+/g, '');
  expect(words).toBe(readFileSync(published, 'utf8').replaceAll(/\s+/g, ''));
});

test.each([
  ['nowhere.md', 'cannot be read'],
  ['notes.docx', 'say with --from what format this is'],
  ['bytes.txt', 'is not UTF-8 text'],
  ['nobody.txt', 'the text does not say whose it is: give --name'],
])('%s is refused with the reason, and nothing is written', async (file, reason) => {
  const folder = temporaryFolder({ 'notes.docx': 'x', 'nobody.txt': 'We keep data.' });
  const { writeFileSync } = await import('node:fs');
  writeFileSync(join(folder, 'bytes.txt'), Uint8Array.of(0xff, 0xfe, 0x00));

  const run = await troth(['import', file], { cwd: folder });

  expect(run.code).toBe(2);
  expect(run.err).toContain(reason);
  expect(() => readFileSync(join(folder, 'policy/policy.yaml'))).toThrow('ENOENT');
});

test('an import never replaces a policy', async () => {
  const folder = temporaryFolder({ 'privacy.md': notice, 'policy/policy.yaml': 'mine' });

  const run = await troth(['import', 'privacy.md'], { cwd: folder });

  expect(run.code).toBe(2);
  expect(readFileSync(join(folder, 'policy/policy.yaml'), 'utf8')).toBe('mine');
});
