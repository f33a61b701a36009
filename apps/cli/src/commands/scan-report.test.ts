import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commitAll, git } from '../testing/git.ts';
import {
  copyFromRepository,
  put,
  temporaryFolder,
  troth,
  trothJson,
} from '../testing/run-troth.ts';
import { smallPolicy, smallPolicyWith } from '../testing/small-policy.ts';

const weak =
  "import tls from 'node:tls';\nexport const peer = tls.connect({ host: 'db', minVersion: 'TLSv1.2' });\n";
/** Spelled so that a scan of this repository does not take it for a comment of its own. */
const comment = ['troth', 'ignore'].join('-');
const ignoring = (words: string): string =>
  weak.replace('export', `// ${comment} transit/weak-tls-version${words}\nexport`);

/** The published schema of the format; its draft differs from the validator's in the name of `id` alone. */
function sarifSchema(): object {
  const require = createRequire(import.meta.url);
  const path = require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  const text = readFileSync(path, 'utf8').replace(/"(?:\$schema|id)": "http[^"]*",/g, '');
  const schema: unknown = JSON.parse(text);
  if (typeof schema !== 'object' || schema === null) throw new Error(`no schema in ${path}`);
  return schema;
}

test('SARIF is what its JSON Schema says, with flows, fingerprints and help', async () => {
  const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false });
  const folder = temporaryFolder({
    'src/peer.ts': weak,
    'src/tell.ts': 'export const tell = (words: string): void => console.log(words);\n',
    'src/sign-up.ts':
      "import { tell } from './tell.ts';\nexport const signUp = (user: { email: string }): void => tell(user.email);\n",
    'infra/logs.tf': 'resource "aws_cloudwatch_log_group" "requests" {\n}\n',
  });
  copyFromRepository('policy', folder);

  const run = await troth(['scan', 'src', 'infra', '--format', 'sarif'], { cwd: folder });

  const sarif: unknown = JSON.parse(run.out);
  const isValid = ajv.validate(sarifSchema(), sarif);

  expect(ajv.errors ?? []).toEqual([]);
  expect(isValid).toBe(true);
  expect(run.out).toContain('"codeFlows"');
});

test('a finding shows its line, with a mark below what is meant', async () => {
  const folder = temporaryFolder({ ...smallPolicy, 'src/peer.ts': weak });

  const run = await troth(['scan'], { cwd: folder });

  expect(run.out).toContain(
    "  2 | export const peer = tls.connect({ host: 'db', minVersion: 'TLSv1.2' });\n" +
      `    | ${' '.repeat(58)}^^^^^^^^^\n`,
  );
});

test('a first run of many findings shows the ten that matter most and how to go on', async () => {
  const cipher =
    "import { createCipheriv } from 'node:crypto';\nexport const c = createCipheriv('aes-128-cbc', k, i);\n";
  const many = Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [`src/p${10 + index}.ts`, weak]),
  );
  const folder = temporaryFolder({ ...smallPolicy, ...many, 'src/z.ts': cipher });

  const first = await troth(['scan'], { cwd: folder });
  const all = await troth(['scan', '--all'], { cwd: folder });

  expect(first.out.match(/ breaks /g)).toHaveLength(10);
  expect(first.out).toContain('These 10 of 30 findings matter most.');
  expect(first.out).toContain('troth scan --write-baseline known.json');
  expect(all.out.match(/ breaks /g)).toHaveLength(30);
});

test('a comment in the code calls a finding wrong, and is listed with its reason', async () => {
  const folder = temporaryFolder({
    ...smallPolicy,
    'src/a.ts': ignoring(' -- the peer is a test double'),
  });

  const run = await trothJson(['scan'], { cwd: folder });
  const text = await troth(['scan'], { cwd: folder });

  expect(run).toMatchObject({
    code: 0,
    json: {
      findings: [{ status: 'waived' }],
      ignoredInCode: [
        { rule: 'transit/weak-tls-version', reason: 'the peer is a test double', line: 2 },
      ],
    },
  });
  expect(text.out).toContain(
    'ignored in code src/a.ts:2:1 transit/weak-tls-version: the peer is a',
  );
});

test('a comment that covers nothing is told, and one without a reason covers nothing', async () => {
  const folder = temporaryFolder({
    ...smallPolicy,
    'src/unused.ts': ignoring(' -- mended').replace('TLSv1.2', 'TLSv1.3'),
    'src/bare.ts': ignoring(''),
  });

  const run = await trothJson(['scan'], { cwd: folder });

  expect(run).toMatchObject({
    code: 1,
    json: {
      findings: [{ path: 'src/bare.ts', status: 'new' }],
      notes: [
        { rule: 'waivers/without-reason', path: 'src/bare.ts', line: 2 },
        { rule: 'waivers/unused', path: 'src/unused.ts', line: 2 },
      ],
    },
  });
});

test('the gate fails on a file that cannot be read, unless it is listed as such', async () => {
  const folder = temporaryFolder(smallPolicy);
  commitAll(folder);
  put(folder, { 'src/half.ts': 'export const a = {\n' });

  const blind = await troth(['gate', '--base', 'HEAD'], { cwd: folder });
  put(folder, {
    'policy/waivers.yaml':
      'waivers:\n  - kind: unreadable\n    path: src/half.ts\n    reason: A template, filled in later.\n',
  });
  const listed = await troth(['gate', '--base', 'HEAD'], { cwd: folder });

  expect(blind.code).toBe(1);
  expect(blind.out).toContain('1 place of the code cannot be judged');
  expect(blind.out).toContain('src/half.ts:2:1 blind scan/unreadable: ');
  expect(listed.code).toBe(0);
});

test('the gate asks for approval when the baseline in the repository grows', async () => {
  const folder = temporaryFolder({ ...smallPolicy, 'src/a.ts': weak });
  await troth(['scan', '--write-baseline', 'known.json'], { cwd: folder });
  commitAll(folder);
  put(folder, { 'src/b.ts': weak });
  await troth(['scan', '--write-baseline', 'known.json'], { cwd: folder });
  const gate = ['gate', '--base', 'HEAD', '--baseline', 'known.json'];

  const grown = await troth(gate, { cwd: folder });
  const approved = await troth([...gate, '--approved-by', 'legal'], { cwd: folder });

  expect(grown.out).toContain('the approval: legal, since the baseline grew by 1');
  expect(approved.out).not.toContain('the baseline grew');
});

test('with --fix what is sure is mended in place, and what is left is shown', async () => {
  const old = "export const old = tls.connect({ secureProtocol: 'TLSv1_2_method' });\n";
  const folder = temporaryFolder({ ...smallPolicy, 'src/peer.ts': weak + old });

  const run = await troth(['scan', '--fix'], { cwd: folder });

  expect(run.code).toBe(1);
  expect(run.err).toBe('mended src/peer.ts: 1 place\n');
  expect(run.out).toContain('failed 1 new');
  expect(readFileSync(join(folder, 'src/peer.ts'), 'utf8')).toBe(
    weak.replace('TLSv1.2', 'TLSv1.3') + old,
  );
});

test('with --fix a file in which nothing is sure stays as it was', async () => {
  const code =
    "import tls from 'node:tls';\nexport const old = tls.connect({ secureProtocol: 'TLSv1_2_method' });\n";
  const folder = temporaryFolder({ ...smallPolicy, 'src/peer.ts': code });

  const run = await troth(['scan', '--fix'], { cwd: folder });

  expect(run.err).toBe('nothing was mended: each finding needs a decision\n');
  expect(readFileSync(join(folder, 'src/peer.ts'), 'utf8')).toBe(code);
});

test('since a ref, a caller in an unchanged file is read and reported with the wrapper that changed', async () => {
  const wrapper = 'export function tell(words: unknown): void {}\n';
  const folder = temporaryFolder({
    ...smallPolicy,
    'src/tell.ts': wrapper,
    'src/caller.ts': "import { tell } from './tell.ts';\nexport const run = () => tell(1);\n",
    'src/peer.ts': `import './caller.ts';\n${weak}`,
    'src/apart.ts': weak,
  });
  commitAll(folder);
  put(folder, { 'src/tell.ts': `${wrapper}// edited\n` });

  const cold = await trothJson(['scan', '--since', 'HEAD', '--no-cache'], { cwd: folder });
  await troth(['scan', '--cache', 'cache'], { cwd: folder });
  const warm = await trothJson(['scan', '--since', 'HEAD', '--cache', 'cache'], { cwd: folder });

  const told = { code: 1, json: { findings: [{ path: 'src/peer.ts' }], stats: { files: 3 } } };
  expect(cold).toMatchObject(told);
  expect(warm).toMatchObject(told);
});

test('since a ref that shares no commit, nothing is taken for unchanged', async () => {
  const folder = temporaryFolder({ ...smallPolicy, 'src/peer.ts': weak });
  commitAll(folder);
  git(folder, 'checkout', '--quiet', '--orphan', 'other');
  commitAll(folder, 'another beginning');

  const run = await troth(['scan', '--since', 'main'], { cwd: folder });

  expect(run).toMatchObject({ code: 2, out: '' });
  expect(run.err).toContain('have no commit in common');
});

test('what the policy says too much of a whole application is a note', async () => {
  const folder = temporaryFolder({
    ...smallPolicyWith(
      'policy/vocabulary/categories.yaml',
      '  - { id: shop.orders',
      '  - { id: shop.cups, name: cups }\n  - { id: shop.orders',
    ),
    'data-map/stores.yaml':
      'application: shop\nstores:\n  - { id: log, kind: log, data: [shop.cups], expires: 30 days }\n',
    'src/a.ts': 'export const a = 1;\n',
  });

  const whole = await trothJson(['scan'], { cwd: folder });
  const part = await trothJson(['scan', 'src', 'data-map'], { cwd: folder });

  expect(whole).toMatchObject({
    code: 0,
    json: {
      notes: [
        {
          rule: 'policy/unused-category',
          path: 'policy/clauses/orders.yaml',
          message:
            '`orders.collected` collects `shop.orders`, and nothing of the application holds it',
        },
      ],
    },
  });
  expect(part).toMatchObject({ code: 0, json: { notes: [] } });
});
