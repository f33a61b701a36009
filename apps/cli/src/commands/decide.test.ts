import { expect, test } from 'vitest';
import { temporaryFolder, troth, trothJson } from '../testing/run-troth.ts';
import { smallPolicy } from '../testing/small-policy.ts';

test('a permitted use says which clause permits it, in the words of the page', async () => {
  const folder = temporaryFolder(smallPolicy);

  const run = await troth(
    ['decide', '--action', 'use', '--data', 'shop.orders', '--purpose', 'delivery'],
    { cwd: folder },
  );

  expect(run).toMatchObject({ code: 0, err: '' });
  expect(run.out).toContain('permit: ');
  expect(run.out).toContain('  orders.use: “We use your orders to deliver them.”');
});

test('a denied use exits with 1, so that a script stops', async () => {
  const folder = temporaryFolder(smallPolicy);

  const run = await trothJson(
    ['decide', '--action', 'use', '--data', 'shop.orders', '--purpose', 'advertising'],
    { cwd: folder },
  );

  expect(run.code).toBe(1);
  expect(run.json).toMatchObject({ effect: 'deny', obligations: [] });
});

test('a request on standard input is answered as the API words it, and twice the same', async () => {
  const folder = temporaryFolder(smallPolicy);
  const input = JSON.stringify({ action: 'use', data: ['shop.orders'], purpose: 'delivery' });

  const first = await trothJson(['decide'], { cwd: folder, input });
  const second = await trothJson(['decide'], { cwd: folder, input });

  expect(first.json).toEqual({
    effect: 'permit',
    obligations: [],
    reasons: ['orders.use', 'orders.collected'],
    explanation: matching(/permitted\.$/),
    policyVersion: matching(/^[0-9a-f]{64}$/),
    decisionId: matching(/^offline-[0-9a-f]{32}$/),
  });
  expect(second.json).toEqual(first.json);
});

test('many requests are answered in order', async () => {
  const folder = temporaryFolder(smallPolicy);
  const request = { action: 'use', data: ['shop.orders'], purpose: 'delivery' };
  const input = JSON.stringify({ requests: [request, { ...request, purpose: 'advertising' }] });

  const run = await trothJson(['decide'], { cwd: folder, input });

  expect(run.code).toBe(1);
  expect(run.json).toMatchObject({ decisions: [{ effect: 'permit' }, { effect: 'deny' }] });
});

test('a denied use is explained: each category, and the smallest changes that are permitted', async () => {
  const folder = temporaryFolder(smallPolicy);
  const flags = ['--action', 'use', '--data', 'shop.orders', '--purpose', 'advertising'];

  const run = await trothJson(['decide', '--explain', ...flags], { cwd: folder });
  const told = await troth(['decide', '--explain', ...flags], { cwd: folder });
  const again = await troth(['decide', ...flags.slice(0, -1), 'delivery'], { cwd: folder });

  expect(run.json).toMatchObject({
    effect: 'deny',
    categories: [{ category: 'shop.orders', effect: 'deny' }],
    alternatives: [{ changes: [{ what: 'purpose', from: 'advertising', to: 'delivery' }] }],
    isCutOff: false,
  });
  expect(told.out).toContain('permitted with `purpose`: "delivery"');
  expect(again.code).toBe(0);
});

test.each([
  ['{', 'troth: the request is not JSON: '],
  ['{}', 'troth: the request is malformed: `action` is missing'],
  [
    '{"action":"use","data":[],"purpose":"delivery"}',
    'troth: the request is malformed: `data` must NOT have fewer than 1 items',
  ],
  [
    '{"action":"look","data":["shop"],"purpose":"p"}',
    'troth: the request is malformed: `action` must be one of collect, use, store, share, disclose, access',
  ],
  [
    '{"action":"use","data":["shop"],"purpose":"p","subject":{"id":"u","admin":true}}',
    'troth: the request is malformed: `subject.admin` is not a field of a request',
  ],
])('a malformed request is refused with the name of the field: %s', async (input, message) => {
  const folder = temporaryFolder(smallPolicy);

  const run = await troth(['decide'], { cwd: folder, input });

  expect(run.code).toBe(2);
  expect(run.out).toBe('');
  expect(run.err).toContain(message);
});

test('flags and standard input ask the same question', async () => {
  const flags = [
    '--action',
    'access',
    '--data',
    'account.email,device.ip',
    '--purpose',
    'security-monitoring',
    '--actor',
    'p-1',
    '--amr',
    'pwd,otp',
    '--auth-time',
    '2026-03-01T11:00:00Z',
    '--context',
    'log=true',
    '--subject',
    'u-1',
    '--at',
    '2026-03-01T12:00:00Z',
  ];
  const input = JSON.stringify({
    action: 'access',
    data: ['account.email', 'device.ip'],
    purpose: 'security-monitoring',
    subject: { id: 'u-1' },
    actor: { id: 'p-1', kind: 'person', amr: ['pwd', 'otp'], authTime: '2026-03-01T11:00:00Z' },
    context: { log: true },
  });

  const byFlags = await trothJson(['decide', ...flags]);
  const byInput = await trothJson(['decide', '--at', '2026-03-01T12:00:00Z'], { input });

  expect(byFlags.json).toEqual(byInput.json);
});

test('an opt-out on record denies product updates and names the clause that promises it', async () => {
  const run = await trothJson([
    'decide',
    '--action',
    'use',
    '--data',
    'account.email',
    '--purpose',
    'product-updates',
    '--subject',
    'u-1',
    '--opt-out',
    'product-updates',
  ]);

  expect(run.code).toBe(1);
  expect(run.json).toMatchObject({
    effect: 'deny',
    reasons: ['use.product-updates', 'use.email-opt-out'],
  });
});

/** Typed, where the matcher itself is `any`. */
function matching(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}
