import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commitAll, git } from '../testing/git.ts';
import { put, temporaryFolder, troth, trothJson } from '../testing/run-troth.ts';
import { smallPolicy, smallPolicyWith } from '../testing/small-policy.ts';

const weak =
  "import tls from 'node:tls';\nexport const peer = tls.connect({ host: 'db', minVersion: 'TLSv1.2' });\n";
const strong = weak.replace('TLSv1.2', 'TLSv1.3');

test('a place that breaks a promise is shown with the sentence it breaks, and fails', async () => {
  const folder = temporaryFolder({ ...smallPolicy, 'src/peer.ts': weak });

  const run = await troth(['scan'], { cwd: folder });

  expect(run.code).toBe(1);
  expect(run.err).toBe('');
  expect(run.out).toContain('src/peer.ts:2:');
  expect(run.out).toContain('error transit/weak-tls-version: ');
  expect(run.out).toContain('breaks orders.in-transit: “All connections use TLS 1.3.”');
  expect(run.out).toMatch(
    /failed 1 new, 0 existing, 0 waived; 0 notes; 1 file, 2 lines, \d+\.\d s\n$/,
  );
});

test('code that keeps every promise passes', async () => {
  const folder = temporaryFolder({ ...smallPolicy, 'src/peer.ts': strong });

  const run = await troth(['scan'], { cwd: folder });

  expect(run.code).toBe(0);
  expect(run.out).toMatch(/^ok 0 new/);
});

test('a program reads place, clause, fingerprint and counts', async () => {
  const folder = temporaryFolder({ ...smallPolicy, 'src/peer.ts': weak });

  const run = await trothJson(['scan', 'src'], { cwd: folder });

  expect(run.json).toEqual({
    findings: [
      {
        rule: 'transit/weak-tls-version',
        severity: 'error',
        path: 'src/peer.ts',
        line: 2,
        endLine: 2,
        column: 59,
        message: matching(/TLS 1\.2/),
        clause: 'orders.in-transit',
        fingerprint: matching(/^[0-9a-f]{32}$/),
        status: 'new',
      },
    ],
    notes: [],
    summary: {
      new: 1,
      existing: 0,
      waived: 0,
      notes: 0,
      rules: containing('transit/weak-tls-version'),
    },
    stats: { files: 1, lines: 2, ms: aNumber() },
  });
});

test('a path outside the working directory is absolute, one inside is relative', async () => {
  const folder = temporaryFolder(smallPolicy);
  const outside = temporaryFolder({ 'peer.ts': weak });

  const run = await trothJson(['scan', join(outside, 'peer.ts')], { cwd: folder });

  expect(run.json).toMatchObject({ findings: [{ path: join(outside, 'peer.ts') }] });
});

test('a finding of the baseline is existing and does not fail, another of its kind does', async () => {
  const folder = temporaryFolder({ ...smallPolicy, 'src/peer.ts': weak });

  const writing = await troth(['scan', '--write-baseline', 'known.json'], { cwd: folder });
  const known = await trothJson(['scan', '--baseline', 'known.json'], { cwd: folder });
  put(folder, { 'src/peer.ts': `// moved\n\n${weak}`, 'src/other.ts': weak });
  const more = await trothJson(['scan', '--baseline', 'known.json'], { cwd: folder });

  expect(writing.code).toBe(0);
  expect(known).toMatchObject({ code: 0, json: { findings: [{ status: 'existing' }] } });
  expect(more).toMatchObject({
    code: 1,
    json: {
      findings: [
        { path: 'src/other.ts', status: 'new' },
        { path: 'src/peer.ts', line: 4, status: 'existing' },
      ],
    },
  });
});

test('a file that is no baseline is refused instead of taken for an empty one', async () => {
  const folder = temporaryFolder({ ...smallPolicy, 'known.json': '[]' });

  const wrong = await troth(['scan', '--baseline', 'known.json'], { cwd: folder });
  const missing = await troth(['scan', '--baseline', 'gone.json'], { cwd: folder });

  expect([wrong.code, missing.code]).toEqual([2, 2]);
  expect(wrong.err).toBe('troth: `known.json` is no baseline: write one with --write-baseline\n');
  expect(missing.err).toBe('troth: the baseline `gone.json` cannot be read\n');
});

test('an exception waives its finding until its last day is over', async () => {
  const waiver = (expires: string): string =>
    `waivers:\n  - kind: exception\n    rule: transit/weak-tls-version\n    path: src/*\n    reason: The peer is replaced in spring.\n    owner: "@ops"\n    approver: "@legal"\n    expires: ${expires}\n`;
  const folder = temporaryFolder({
    ...smallPolicy,
    'src/peer.ts': weak,
    'policy/waivers.yaml': waiver('2999-01-01'),
  });

  const inForce = await trothJson(['scan'], { cwd: folder });
  put(folder, { 'policy/waivers.yaml': waiver('2020-01-01') });
  const expired = await troth(['scan'], { cwd: folder });

  expect(inForce).toMatchObject({ code: 0, json: { findings: [{ status: 'waived' }] } });
  expect(expired.code).toBe(1);
  expect(expired.out).toContain(
    'warning policy/waivers.yaml:2: an expired exception no longer covers 1 finding',
  );
});

test('since a ref, only what the change touched is reported', async () => {
  const folder = temporaryFolder({ ...smallPolicy, 'src/old.ts': weak });
  commitAll(folder);
  put(folder, { 'src/new.ts': weak });

  const run = await trothJson(['scan', '--since', 'HEAD'], { cwd: folder });

  expect(run).toMatchObject({
    code: 1,
    json: { findings: [{ path: 'src/new.ts' }], stats: { files: 1 } },
  });
});

test('since a ref, a changed policy speaks of every file', async () => {
  const folder = temporaryFolder({ ...smallPolicy, 'src/old.ts': weak });
  commitAll(folder);
  put(folder, {
    'policy/clauses/orders.yaml': `# read by legal\n${smallPolicy['policy/clauses/orders.yaml']}`,
  });

  const run = await trothJson(['scan', '--since', 'HEAD'], { cwd: folder });

  expect(run).toMatchObject({ code: 1, json: { findings: [{ path: 'src/old.ts' }] } });
});

test('since an unknown ref, nothing is taken for unchanged', async () => {
  const folder = temporaryFolder(smallPolicy);
  commitAll(folder);

  const run = await troth(['scan', '--since', 'gone'], { cwd: folder });

  expect(run).toMatchObject({ code: 2, out: '', err: 'troth: git knows no commit `gone` here\n' });
});

test('isolated files do not know of each other: a lifecycle in the next file no longer counts', async () => {
  const folder = temporaryFolder({
    ...smallPolicy,
    'infra/bucket.tf': 'resource "aws_s3_bucket" "orders" {\n  bucket = "orders"\n}\n',
    'infra/lifecycle.tf': `resource "aws_s3_bucket_lifecycle_configuration" "orders" {
  bucket = aws_s3_bucket.orders.id
  rule {
    id     = "all"
    status = "Enabled"
    expiration { days = 7 }
  }
}
`,
    'infra/broken.tf': 'resource "aws_s3_bucket" {{{\n',
  });

  const together = await trothJson(['scan', 'infra'], { cwd: folder });
  const isolated = await trothJson(['scan', 'infra', '--isolate'], { cwd: folder });

  expect(together.out).not.toContain('"rule": "retention/missing-limit"');
  expect(together).toMatchObject({
    json: { notes: oneLike({ rule: 'scan/unreadable', path: 'infra/broken.tf' }) },
  });
  expect(isolated).toMatchObject({
    code: 1,
    json: { findings: oneLike({ rule: 'retention/missing-limit', path: 'infra/bucket.tf' }) },
  });
});

test('a path that does not exist is an error, for a scan of nothing would pass', async () => {
  const folder = temporaryFolder(smallPolicy);

  const run = await troth(['scan', 'srcc'], { cwd: folder });

  expect(run).toMatchObject({ code: 2, out: '', err: 'troth: there is no `srcc` to scan\n' });
});

test('a data map that the policy names and that is not here is a note, not silence', async () => {
  const named = smallPolicyWith(
    'policy/policy.yaml',
    'sections:',
    'data_maps: [apps/shop/data-map]\nsections:',
  );
  const folder = temporaryFolder({ ...named, 'src/peer.ts': strong });

  const run = await trothJson(['scan'], { cwd: folder });

  expect(run).toMatchObject({
    code: 0,
    json: {
      notes: [
        {
          rule: 'scan/data-map',
          message: 'the data map `apps/shop/data-map/` is not here, so no store is known',
        },
      ],
    },
  });
});

test("a data map below the scanned paths counts, one that is somebody else's mistake is a note", async () => {
  const map =
    'application: shop\nstores:\n  - { id: request-log, kind: log, data: [shop.cups], expires: 30 days }\n';
  const folder = temporaryFolder({ ...smallPolicy, 'apps/shop/data-map/stores.yaml': map });

  const run = await trothJson(['scan', 'apps'], { cwd: folder });

  expect(run).toMatchObject({
    code: 0,
    json: {
      notes: [{ rule: 'policy/unknown-category', path: 'apps/shop/data-map/stores.yaml', line: 3 }],
    },
  });
});

test('a file that cannot be read as code is a note, shown and counted', async () => {
  const folder = temporaryFolder({ ...smallPolicy, 'src/half.ts': 'export const a = {\n' });

  const run = await troth(['scan'], { cwd: folder });

  expect(run.code).toBe(0);
  expect(run.out).toContain('note src/half.ts:');
  expect(run.out).toContain('; 1 note; ');
});

test('what git ignores is not scanned, what it tracks is', async () => {
  const folder = temporaryFolder({ ...smallPolicy, '.gitignore': 'tmp/\n', 'tmp/a.ts': weak });
  commitAll(folder);
  const ignored = await trothJson(['scan'], { cwd: folder });
  git(folder, 'add', '--force', 'tmp/a.ts');

  const tracked = await trothJson(['scan'], { cwd: folder });

  expect(ignored).toMatchObject({ code: 0, json: { findings: [] } });
  expect(tracked).toMatchObject({ code: 1, json: { findings: [{ path: 'tmp/a.ts' }] } });
});

test('in a workflow each new finding is an annotation at its line, and none is lost beyond the limit', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [`src/p${10 + index}.ts`, weak]),
  );
  const folder = temporaryFolder({ ...smallPolicy, ...many });

  const run = await troth(['scan', '--format', 'github'], { cwd: folder });

  const lines = run.out.split('\n');
  expect(lines.filter((line) => line.startsWith('::error file=src/p'))).toHaveLength(10);
  expect(lines.filter((line) => line.startsWith('src/p'))).toHaveLength(2);
  expect(run.out).toContain('2 of 12 findings are above without an annotation');
});

test('code scanning gets each finding with its rule, place and fingerprint, and a waived one as suppressed', async () => {
  const folder = temporaryFolder({
    ...smallPolicy,
    'src/peer.ts': weak,
    'src/odd #1.ts': weak,
    'policy/waivers.yaml': `waivers:
  - kind: exception
    rule: transit/weak-tls-version
    path: src/peer.ts
    reason: The peer is replaced in spring.
    owner: "@ops"
    approver: "@legal"
    expires: 2999-01-01
`,
  });

  const run = await troth(['scan', '--format', 'sarif'], { cwd: folder });

  const sarif: unknown = JSON.parse(run.out);
  expect(run.code).toBe(1);
  expect(sarif).toMatchObject({
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'troth' } },
        results: [
          {
            ruleId: 'transit/weak-tls-version',
            level: 'error',
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'src/odd%20%231.ts' },
                  region: { startLine: 2, startColumn: 59 },
                },
              },
            ],
            partialFingerprints: { 'troth/v1': matching(/^[0-9a-f]{32}$/) },
            baselineState: 'new',
          },
          { suppressions: [{ kind: 'external', status: 'accepted' }], baselineState: 'unchanged' },
        ],
      },
    ],
  });
});

test('text of the scanned code cannot become a workflow command or markup', async () => {
  const folder = temporaryFolder({
    ...smallPolicy,
    'src/a,b%0A::warning::x.ts': weak,
    'src/<img src=x>|.ts': weak,
  });

  const github = await troth(['scan', '--format', 'github'], { cwd: folder });
  const markdown = await troth(['scan', '--format', 'markdown'], { cwd: folder });

  expect(github.out).toContain('file=src/a%2Cb%250A%3A%3Awarning%3A%3Ax.ts,line=2');
  expect(markdown.out).not.toContain('<img');
  expect(markdown.out).toContain('**2 places break a promise of the policy.**');
});

test('the findings of a scan are in a file others can read back as they were written', async () => {
  const folder = temporaryFolder({ ...smallPolicy, 'src/peer.ts': weak });

  await troth(['scan', '--write-baseline', 'known.json'], { cwd: folder });

  const written: unknown = JSON.parse(readFileSync(join(folder, 'known.json'), 'utf8'));
  expect(written).toMatchObject({ version: 1, fingerprints: [matching(/^[0-9a-f]{32}$/)] });
  const again = await troth(['scan', '--baseline', 'known.json'], { cwd: folder });
  expect(again.code).toBe(0);
});

/** Typed, where the matchers themselves are `any`. */
function matching(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}

function containing(item: string): unknown {
  return expect.arrayContaining([item]);
}

function oneLike(item: object): unknown {
  return expect.arrayContaining([expect.objectContaining(item)]);
}

function aNumber(): unknown {
  return expect.any(Number);
}

test('the schema of one application says nothing of the code of another', async () => {
  const named = smallPolicyWith(
    'policy/policy.yaml',
    'sections:',
    'data_maps: [apps/shop/data-map]\nsections:',
  );
  const folder = temporaryFolder({
    ...named,
    'apps/shop/data-map/stores.yaml':
      'application: shop\nstores:\n  - { id: database, kind: database, schema: prisma/schema.prisma }\n',
    'apps/shop/prisma/schema.prisma':
      '/// @subject account\nmodel Ticket {\n  /// @data none -- opaque\n  id String @id\n  /// @data shop.orders\n  note String\n}\n',
    'apps/shop/src/a.ts': 'console.log(ticket.note);\n',
    'apps/blog/src/a.ts': 'console.log(ticket.note);\n',
  });

  const own = await trothJson(['scan', 'apps/shop/src'], { cwd: folder });
  const other = await trothJson(['scan', 'apps/blog/src'], { cwd: folder });

  expect(own.json).toMatchObject({ findings: [{ rule: 'sharing/personal-data-in-logs' }] });
  expect(other.json).toMatchObject({ findings: [] });
});

test('what an application declares for its logs says nothing of code outside the working directory', async () => {
  const map =
    'application: shop\nstores:\n  - { id: audit, kind: log, data: [shop.orders], expires: 30 days }\n';
  const named = smallPolicyWith(
    'policy/policy.yaml',
    'sections:',
    'data_maps: [apps/shop/data-map]\nsections:',
  );
  const code = 'console.log(order);\n';
  const folder = temporaryFolder({
    ...named,
    'apps/shop/data-map/stores.yaml': map,
    'apps/shop/src/a.ts': code,
  });
  const outside = temporaryFolder({ 'a.ts': code });

  const own = await trothJson(['scan', 'apps'], { cwd: folder });
  const other = await trothJson(['scan', outside], { cwd: folder });

  expect(own.json).toMatchObject({ findings: [] });
  expect(other.json).toMatchObject({ findings: [{ rule: 'sharing/personal-data-in-logs' }] });
});
