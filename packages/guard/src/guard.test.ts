import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compilePolicy } from '@troth/compiler';
import { describe, expect, test } from 'vitest';
import { Guard, SUPPORTED_BUNDLE_FORMATS } from './guard.ts';
import {
  bundleOf,
  FakeService,
  keys,
  policy,
  sealed,
  START,
  testGuard,
} from './testing/bundles.ts';
import { withFiles } from './testing/policy-files.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const shipped = { action: 'use', data: ['account.email'], purpose: 'run-shop' } as const;
const later = (ms: number) => new Date(START.getTime() + ms);
const bundle = (text: string) => () => new Response(text);

test('what the policy permits is permitted, by the clause that permits it', async () => {
  const { guard } = await testGuard();

  const { effect, reasons } = guard.decide(shipped);

  expect({ effect, reasons }).toEqual({ effect: 'permit', reasons: ['collect.account'] });
  guard.stop();
});

describe('denies everything and says why', () => {
  const other = generateKeyPairSync('ed25519').privateKey;
  const future = compilePolicy(
    withFiles({ 'policy.yaml': (text) => text.replace('effective: 2026', 'effective: 2027') }),
  ).policy;

  test.each([
    ['the service is away', undefined, 'no line'],
    ['the service is ill', () => new Response('', { status: 503 }), 'answered 503'],
    ['the bundle is none', bundle('{}'), 'not a bundle'],
    [
      'the bundle is signed by somebody else',
      bundle(bundleOf(START, policy(), other)),
      'signature',
    ],
    ['the bundle was changed', bundle(bundleOf(START).replace('shop', 'shap')), 'signature'],
    [
      'the bundle is of a format this release does not read',
      bundle(sealed({ format: 3, policy: policy(), dataMaps: [], dataMapsHash: '' })),
      'of format 3; this release reads 1 and 2',
    ],
    ['the bundle was issued in the future', bundle(bundleOf(later(3 * HOUR))), 'yet to come'],
    ['the policy is not yet in effect', bundle(bundleOf(START, future)), 'takes effect on'],
  ])('when %s', async (_, answer, why) => {
    const service = new FakeService();
    service.answers.set('/other', () => new Response());
    if (answer) service.answers.set('/v1/policy/bundle', answer);

    const { guard, alarms } = await testGuard({}, service);

    const { effect, explanation } = guard.decide(shipped);
    expect(effect).toBe('deny');
    expect(explanation).toContain('no policy in force');
    expect(alarms.join()).toContain(why);
    guard.stop();
  });
});

test('a guard of this release reads its own bundle format and the one before', async () => {
  const service = new FakeService();
  service.answers.set('/v1/policy/bundle', bundle(bundleOf(undefined)));

  const { guard } = await testGuard({}, service);

  expect(SUPPORTED_BUNDLE_FORMATS).toEqual([1, 2]);
  expect(guard.decide(shipped).effect).toBe('permit');
  guard.stop();
});

test('a newer bundle is taken, an older one never, whoever has signed it', async () => {
  const stricter = compilePolicy(
    withFiles({
      'clauses/all.yaml': (text) =>
        text.replace('[account.name, account.email], from', '[account.name], from'),
    }),
  ).policy;
  const { guard, service, alarms } = await testGuard();
  service.answers.set('/v1/policy/bundle', bundle(bundleOf(later(1), stricter)));
  await guard.refresh();
  const strict = guard.decide(shipped).effect;

  service.answers.set('/v1/policy/bundle', bundle(bundleOf(START)));
  await guard.refresh();

  expect([strict, guard.decide(shipped).effect]).toEqual(['deny', 'deny']);
  expect(alarms.join()).toContain('older than one already in force');
  guard.stop();
});

test('a bundle is asked for by its tag, and an unchanged one is confirmed', async () => {
  const test1 = await testGuard();
  test1.service.answers.set('/v1/policy/bundle', () => new Response(null, { status: 304 }));
  test1.at = later(6 * DAY);

  await test1.guard.refresh();
  test1.at = later(12 * DAY);

  expect(test1.service.asked[1]).toMatch(/^\/v1\/policy\/bundle "[0-9a-f]{64}"$/);
  expect(test1.guard.status().bundle).toBe('alarm');
  expect(test1.guard.decide(shipped).effect).toBe('permit');
  test1.guard.stop();
});

test.each([
  [HOUR - 1, 'fresh', 'permit'],
  [HOUR, 'alarm', 'permit'],
  [7 * DAY - 1, 'alarm', 'permit'],
  [7 * DAY, 'expired', 'deny'],
  [-2 * HOUR, 'fresh', 'permit'],
  [-2 * DAY, 'expired', 'deny'],
] as const)(
  '%i ms after the last word of the service a bundle is %s',
  async (ms, state, effect) => {
    const run = await testGuard();

    run.at = later(ms);

    expect(run.guard.status().bundle).toBe(state);
    expect(run.guard.decide(shipped).effect).toBe(effect);
    run.guard.stop();
  },
);

test('broken glass lets an expired bundle go on for a day, and only once that is audited', async () => {
  const run = await testGuard();
  run.at = later(8 * DAY);
  const before = run.guard.decide(shipped).effect;

  const until = await run.guard.breakGlass({ by: 'on call', reason: 'service lost' });

  const during = run.guard.decide(shipped).effect;
  run.at = until;
  expect([before, during, run.guard.decide(shipped).effect]).toEqual(['deny', 'permit', 'deny']);
  expect(run.audited).toMatchObject([
    { kind: 'break-glass', by: 'on call', reason: 'service lost' },
  ]);
  run.guard.stop();
});

test('an audit log that is away leaves the glass whole', async () => {
  const run = await testGuard({ audit: () => Promise.reject(new Error('disk full')) });
  run.at = later(8 * DAY);

  await expect(run.guard.breakGlass({ by: 'on call', reason: 'x' })).rejects.toThrow('disk full');

  expect(run.guard.decide(shipped).effect).toBe('deny');
  run.guard.stop();
});

describe('the folder of the last good bundle', () => {
  const folder = () => mkdtemp(join(tmpdir(), 'troth-guard-'));
  const away = () => {
    const service = new FakeService();
    service.answers.set('/other', () => new Response());
    return service;
  };

  test('lets a guard start while the service is away', async () => {
    const kept = await folder();
    (await testGuard({ folder: kept })).guard.stop();

    const { guard } = await testGuard({ folder: kept }, away());

    expect(guard.decide(shipped).effect).toBe('permit');
    expect((await readdir(kept)).toSorted()).toEqual(['guard.json', 'last-good.bundle']);
    guard.stop();
  });

  test('is verified again: a changed file is none', async () => {
    const kept = await folder();
    (await testGuard({ folder: kept })).guard.stop();
    const file = join(kept, 'last-good.bundle');
    await writeFile(file, (await readFile(file, 'utf8')).replace('shop', 'shap'));

    const { guard, alarms } = await testGuard({ folder: kept }, away());

    expect(guard.decide(shipped).effect).toBe('deny');
    expect(alarms.join()).toContain('kept bundle: the signature');
    guard.stop();
  });

  test('remembers how far the bundles had come, so that a restart is no way back', async () => {
    const kept = await folder();
    const first = await testGuard({ folder: kept });
    first.service.answers.set('/v1/policy/bundle', bundle(bundleOf(later(1))));
    await first.guard.refresh();
    first.guard.stop();

    const { guard, alarms } = await testGuard({ folder: kept });

    expect(alarms.join()).toContain('older than one already in force');
    expect(guard.decide(shipped).effect).toBe('permit');
    guard.stop();
  });

  test('a state that was cut short counts as unconfirmed', async () => {
    const kept = await folder();
    (await testGuard({ folder: kept })).guard.stop();
    await writeFile(join(kept, 'guard.json'), '{"confirmedAt":"2026');

    const { guard } = await testGuard({ folder: kept }, away());

    expect(guard.status().bundle).toBe('expired');
    guard.stop();
  });
});

test('a bundle file is as fresh as it says', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'troth-guard-')), 'app.bundle');
  await writeFile(file, bundleOf(START));
  const away = new FakeService();
  away.answers.set('/other', () => new Response());

  const run = await testGuard({ bundleFile: file }, away);
  const first = run.guard.decide(shipped).effect;
  run.at = later(7 * DAY);
  await run.guard.refresh();
  const expired = run.guard.decide(shipped).effect;
  await writeFile(file, bundleOf(later(7 * DAY)));
  await run.guard.refresh();

  expect([first, expired, run.guard.decide(shipped).effect]).toEqual(['permit', 'deny', 'permit']);
  run.guard.stop();
});

test('a guard without a source is refused at the start, and so is a service without TLS', async () => {
  const options = {
    application: 'shop',
    publicKey: keys.publicKey,
    onDenial: () => undefined,
    onAlarm: () => undefined,
    audit: () => Promise.resolve(),
  };

  await expect(Guard.start(options)).rejects.toThrow('needs `service` or `bundleFile`');
  await expect(Guard.start({ ...options, service: { url: 'http://troth.test' } })).rejects.toThrow(
    'over https',
  );
});

test('a service that sends the guard elsewhere is not followed', async () => {
  let asked = 0;
  const server = createServer(({ url = '' }, response) => {
    if (url.startsWith('/elsewhere')) asked += 1;
    response.writeHead(302, { location: '/elsewhere' }).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;

  const guard = await Guard.start({
    application: 'shop',
    publicKey: keys.publicKey,
    onDenial: () => undefined,
    onAlarm: () => undefined,
    audit: () => Promise.resolve(),
    service: { url: `http://127.0.0.1:${port}` },
  });

  expect({ effect: guard.decide(shipped).effect, asked }).toEqual({ effect: 'deny', asked: 0 });
  guard.stop();
  server.close();
});
