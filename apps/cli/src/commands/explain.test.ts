import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commitAll } from '../testing/git.ts';
import { temporaryFolder, troth, trothJson } from '../testing/run-troth.ts';
import { smallPolicy } from '../testing/small-policy.ts';

const weak =
  "import tls from 'node:tls';\nexport const peer = tls.connect({ host: 'db', minVersion: 'TLSv1.2' });\n";

test('a clause is explained from its sentence to the line of code that breaks it', async () => {
  const folder = temporaryFolder({ ...smallPolicy, 'src/peer.ts': weak });
  commitAll(folder, 'promise TLS 1.3');

  const run = await troth(['explain', 'orders.in-transit'], { cwd: folder });

  expect(run).toMatchObject({ code: 0, err: '' });
  expect(run.out).toContain(
    'orders.in-transit policy/clauses/orders.yaml:14\n  “All connections use TLS 1.3.”',
  );
  expect(run.out).toContain('Rules\n  encrypt in transit with TLS 1.3 or newer\n');
  expect(run.out).toContain('ci      transit/weak-tls-version');
  expect(run.out).toContain('src/peer.ts:2:59 new transit/weak-tls-version: ');
  expect(run.out).toMatch(/ A Person: promise TLS 1\.3\n/);
});

test('only what breaks this clause is listed', async () => {
  const folder = temporaryFolder({ ...smallPolicy, 'src/peer.ts': weak });

  const run = await trothJson(['explain', 'orders.deleted'], { cwd: folder });

  expect(run.json).toMatchObject({
    id: 'orders.deleted',
    text: 'When you delete an order, it is gone within 30 days.',
    rules: [{ verb: 'erase', words: 'erase orders within 30 days of the event item.deleted' }],
    findings: [],
    history: [],
  });
});

test('a misspelt clause is answered with the one that was meant', async () => {
  const folder = temporaryFolder(smallPolicy);

  const run = await troth(['explain', 'orders.delete'], { cwd: folder });

  expect(run).toMatchObject({
    code: 2,
    out: '',
    err: 'troth: policy has no clause `orders.delete`; did you mean `orders.deleted`?\n',
  });
});

test('a clause is one page that stands alone: sentence, rule, proof, place in the code, test and commit', async () => {
  const folder = temporaryFolder({
    ...smallPolicy,
    'src/peer.ts': weak,
    'policy/tests/transit.yaml': `tests:
  - name: Connections are promised TLS 1.3
    then: { sentence: { orders.in-transit: All connections use TLS 1.3. } }
`,
  });
  commitAll(folder, 'promise <TLS> & more');

  const run = await troth(
    ['explain', 'orders.in-transit', '--format', 'html', '--out', 'out/clause.html'],
    { cwd: folder },
  );

  expect(run).toMatchObject({ code: 0, out: 'out/clause.html\n', err: '' });
  const page = readFileSync(join(folder, 'out/clause.html'), 'utf8');
  const words = page.replaceAll(/<style>[^]*<\/style>|<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
  expect(words).toContain('All connections use TLS 1.3.');
  expect(words).toContain('Rules encrypt in transit with TLS 1.3 or newer');
  expect(words).toContain('transit/weak-tls-version on each change proved by');
  expect(words).toContain('new src/peer.ts:2:59 transit/weak-tls-version');
  expect(words).toContain('holds: Connections are promised TLS 1.3 policy/tests/transit.yaml:2');
  expect(words).toContain('promise &lt;TLS&gt; &amp; more');
  expect(page).toContain("default-src 'none'; style-src 'unsafe-inline'");
  expect(page).not.toMatch(/<script|<link|<img|src=|href="(?!#)|url\(/);
});

test('a page that cannot be written is named, with exit code 2', async () => {
  const folder = temporaryFolder({ ...smallPolicy, out: 'a file is in the way' });

  const run = await troth(
    ['explain', 'orders.kept', '--format', 'html', '--out', 'out/clause.html'],
    { cwd: folder },
  );

  expect(run.code).toBe(2);
  expect(run.err).toContain('cannot be written: ');
});
