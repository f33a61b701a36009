import { expect, test } from 'vitest';
import { temporaryFolder, troth, trothJson } from '../testing/run-troth.ts';
import { smallPolicy, smallPolicyWith } from '../testing/small-policy.ts';

const tests = `tests:
  - name: A deleted order is gone in thirty days
    when: { event: item.deleted, item: shop.orders, at: 2026-03-01T12:00:00Z }
    then: { due: 2026-03-31T12:00:00Z, clause: orders.deleted }
  - name: Orders are not used for adverts
    when: { use: shop.orders, for: adverts }
    then: { deny: true }
`;

test("the policy's own tests are run and counted, clause by clause", async () => {
  const folder = temporaryFolder({ ...smallPolicy, 'policy/tests/orders.yaml': tests });

  const text = await troth(['test', '--coverage'], { cwd: folder });
  const parsed = await trothJson(['test'], { cwd: folder });

  expect(text).toMatchObject({ code: 0, err: '' });
  expect(text.out).toContain(
    'policy/tests/orders.yaml\n  ✓ A deleted order is gone in thirty days\n',
  );
  expect(text.out).toContain('ok 2 of 2 tests hold\n');
  expect(text.out).toContain('no test names orders.in-transit\n');
  expect(parsed.json).toMatchObject({
    passed: 2,
    failed: 0,
    tests: [
      {
        name: 'A deleted order is gone in thirty days',
        file: 'policy/tests/orders.yaml',
        ok: true,
      },
      { ok: true },
    ],
    coverage: {
      clauses: [
        { clause: 'about.title', tests: 0 },
        {},
        { clause: 'orders.deleted', tests: 1 },
        {},
        {},
        {},
      ],
    },
  });
});

test('a promise that no longer holds fails its test and the check, at its line', async () => {
  const shorter = smallPolicyWith(
    'policy/clauses/orders.yaml',
    'within: 30 days',
    'within: 60 days',
  );
  const folder = temporaryFolder({ ...shorter, 'policy/tests/orders.yaml': tests });

  const test_ = await trothJson(['test'], { cwd: folder });
  const check = await trothJson(['check'], { cwd: folder });

  expect(test_).toMatchObject({
    code: 1,
    json: { passed: 1, failed: 1, tests: [{ ok: false, line: 2 }, { ok: true }] },
  });
  expect(check).toMatchObject({ code: 1, json: { ok: false } });
  expect(JSON.stringify(check.json)).toContain('"file":"policy/tests/orders.yaml","line":2');
});

test('a policy without a test does not pass as tested', async () => {
  const folder = temporaryFolder(smallPolicy);

  const run = await troth(['test'], { cwd: folder });

  expect(run.code).toBe(1);
  expect(run.out).toBe('failed there is no test: write one in tests/ of the policy\n');
});

test('wrong policies that no test notices are listed, and too many of them fail', async () => {
  const folder = temporaryFolder({ ...smallPolicy, 'policy/tests/orders.yaml': tests });

  const text = await troth(['test', '--mutate'], { cwd: folder });
  const strict = await trothJson(['test', '--mutate', '--at-least', '0.95'], { cwd: folder });

  expect(text).toMatchObject({ code: 0, err: '' });
  expect(text.out).toContain(
    [
      'orders.in-transit',
      '  minimum: TLS 1.3 → TLS 1.2 (loosens) passes every test',
      '    would notice: `requires: { tls: …, cipher: … }`',
    ].join('\n'),
  );
  expect(text.out).not.toContain('within: 30 days → 31 days');
  expect(text.out).toMatch(
    /\d+ of \d+ wrong versions of the policy noticed, a score of 0\.\d{3}\n$/,
  );
  expect(strict.code).toBe(1);
  expect(strict.json).toMatchObject({
    passed: 2,
    failed: 0,
    mutation: {},
  });
});

test.each([
  [['--at-least', '0.95'], '--at-least goes with --mutate'],
  [['--mutate', '--at-least', '95'], '--at-least 95 is not between 0 and 1'],
  [['--mutate', '--at-least', 'most'], '--at-least most is not between 0 and 1'],
])('a share that cannot be one is a mistake of the caller: %s', async (flags, message) => {
  const folder = temporaryFolder({ ...smallPolicy, 'policy/tests/orders.yaml': tests });

  const run = await troth(['test', ...flags], { cwd: folder });

  expect(run.code).toBe(2);
  expect(run.err).toContain(message);
});

test('while a test fails, no wrong policy is tried', async () => {
  const failing = tests.replace('2026-03-31', '2026-03-30');
  const folder = temporaryFolder({ ...smallPolicy, 'policy/tests/orders.yaml': failing });

  const run = await trothJson(['test', '--mutate'], { cwd: folder });

  expect(run.code).toBe(1);
  expect(run.json).not.toHaveProperty('mutation');
});
