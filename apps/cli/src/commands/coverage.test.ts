import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ciMechanisms } from '../enforcement.ts';
import { repository, temporaryFolder, troth, trothJson } from '../testing/run-troth.ts';
import { smallPolicy, smallPolicyWith } from '../testing/small-policy.ts';

const ABOUT = 'policy/clauses/about.yaml';
const review = `  - id: about.review
    text: We review our security.
    control: { control: security-review, every: 90 days }
`;
const reviewed: Readonly<Record<string, string>> = {
  ...smallPolicyWith('policy/policy.yaml', 'sections: [about, orders]', 'sections: [about]'),
  [ABOUT]: `${smallPolicy[ABOUT]}${review}`,
};
const { 'policy/clauses/orders.yaml': _, ...aboutOnly } = reviewed;

test('a control without evidence is a gap and fails, fresh evidence keeps it', async () => {
  const folder = temporaryFolder({
    ...aboutOnly,
    'evidence.json': JSON.stringify({
      evidence: [{ control: 'security-review', at: new Date().toISOString() }],
    }),
  });

  const without = await trothJson(['coverage'], { cwd: folder });
  const withEvidence = await trothJson(['coverage', '--evidence', 'evidence.json'], {
    cwd: folder,
  });

  expect(without).toMatchObject({
    code: 1,
    json: {
      clauses: [
        { id: 'about.title', status: 'informational', enforcedBy: [] },
        {
          id: 'about.review',
          status: 'gap',
          enforcedBy: [],
          missing: ['evidence of security-review, no older than 90 days'],
        },
      ],
      gaps: [{ clause: 'about.review', acknowledged: false }],
    },
  });
  expect(withEvidence).toMatchObject({
    code: 0,
    json: { clauses: [{}, { status: 'evidenced' }], gaps: [] },
  });
});

test('an acknowledged gap passes and stays visible with its reason', async () => {
  const settings = aboutOnly['policy/policy.yaml'] ?? '';
  const gaps =
    'gaps:\n  - { clause: about.review, because: "The first review is in May.", until: 2999-01-01 }\n';
  const folder = temporaryFolder({ ...aboutOnly, 'policy/policy.yaml': `${settings}${gaps}` });

  const run = await troth(['coverage'], { cwd: folder });

  expect(run).toMatchObject({ code: 0, err: '' });
  expect(run.out).toContain('acknowledged until 2999-01-01: The first review is in May.');
  expect(run.out).toContain(
    'ok 0 enforced, 0 evidenced, 1 informational, 1 gap (1 acknowledged, 0 not)',
  );
});

test('evidence that cannot be read proves nothing', async () => {
  const folder = temporaryFolder({
    ...aboutOnly,
    'evidence.json': '[{"control":"security-review"}]',
  });

  const run = await troth(['coverage', '--evidence', 'evidence.json'], { cwd: folder });

  expect(run.code).toBe(2);
  expect(run.err).toContain('is no list of evidence: each entry has `control` and `at`');
});

test('each mechanism is named with the test that proves it', async () => {
  const folder = temporaryFolder(smallPolicy);

  const run = await trothJson(['coverage'], { cwd: folder });

  expect(run.json).toMatchObject({
    clauses: containing({
      id: 'orders.in-transit',
      enforcedBy: containing({
        mechanism: 'transit/weak-tls-version',
        kind: 'ci',
        test: 'packages/scanner/src/rules/transit/weak-tls-version.test.ts > the page of transit/weak-tls-version shows code that it finds and code that it leaves alone',
      }),
    }),
  });
});

test.each(ciMechanisms)('the test that proves $id is there', ({ test: { file } }) => {
  const path = join(repository, file);

  expect(existsSync(path)).toBe(true);
  expect(readFileSync(path, 'utf8')).toContain('testExamples(');
});

/** Typed, where the matchers themselves are `any`. */
function containing(item: unknown): unknown {
  return expect.arrayContaining([expect.objectContaining(item)]);
}

test('coverage is one page that stands alone: gaps first, each clause with what keeps it', async () => {
  const folder = temporaryFolder(aboutOnly);

  const run = await troth(['coverage', '--format', 'html', '--out', 'coverage.html'], {
    cwd: folder,
  });

  expect(run).toMatchObject({ code: 1, out: 'coverage.html\n', err: '' });
  const page = readFileSync(join(folder, 'coverage.html'), 'utf8');
  const words = page.replaceAll(/<style>[^]*<\/style>|<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
  expect(words).toContain('1 gap, 1 not answered for');
  expect(words).toContain(
    'about. review evidence of security-review, no older than 90 days nobody',
  );
  expect(words).toContain('Evidence on file none was given to this page');
  const targets = [...page.matchAll(/href="([^"]+)"/g)].map(([, to]) => to ?? '');
  expect(targets.filter((to) => !page.includes(`id="${to.slice(1)}"`))).toEqual([]);
  expect(page).not.toMatch(/<script|<link|<img|src=|href="(?!#)|url\(/);
});

test('with the evidence it was given, the page shows what and when', async () => {
  const at = new Date().toISOString();
  const folder = temporaryFolder({
    ...aboutOnly,
    'evidence.json': JSON.stringify([{ control: 'security-review', at }]),
  });

  const run = await troth(['coverage', '--format', 'html', '--evidence', 'evidence.json'], {
    cwd: folder,
  });

  expect(run.code).toBe(0);
  expect(run.out).toContain(`security-review, <time>${at.slice(0, 10)}</time>`);
  expect(run.out).toContain('No clause is a gap.');
});
