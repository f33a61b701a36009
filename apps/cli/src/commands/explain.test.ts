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
