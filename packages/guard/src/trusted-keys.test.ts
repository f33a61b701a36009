import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compilePolicy, keyId } from '@troth/compiler';
import { expect, test } from 'vitest';
import type { GuardOptions } from './guard-options.ts';
import {
  bundleOf,
  FakeService,
  feed,
  keys as before,
  sealed,
  START,
  testGuard,
} from './testing/bundles.ts';
import { withFiles } from './testing/policy-files.ts';

const DAY = 24 * 3_600_000;
const later = (ms: number) => new Date(START.getTime() + ms);
const next = generateKeyPairSync('ed25519');
const shipped = { action: 'use', data: ['account.email'], purpose: 'run-shop' } as const;
const strict = compilePolicy(
  withFiles({
    'clauses/all.yaml': (text) =>
      text.replace('[account.name, account.email], from', '[account.name], from'),
  }),
).policy;
const both = (until?: Date): GuardOptions['publicKey'] => [
  { key: before.publicKey, ...(until && { until }) },
  { key: next.publicKey },
];

/** Signs by one key; `now` of the guard moves the pages along. */
function sign(service: FakeService, key: typeof next.privateKey, at: Date, of = strict): void {
  const page = {
    format: 1,
    kind: 'subjects',
    issuedAt: at.toISOString(),
    epoch: 'e1',
    more: false,
  };
  const about = (after: string) => ({ ...page, after, next: 'c1', subjects: [] });
  service.answers.set('/v1/policy/bundle', () => new Response(bundleOf(at, of, key)));
  for (const after of ['', 'c1'])
    service.answers.set(
      `/v1/subjects/feed?after=${after}`,
      () => new Response(sealed(about(after), key)),
    );
}

async function guardOf(options: Partial<GuardOptions>) {
  const service = new FakeService();
  sign(service, before.privateKey, START, compilePolicy(withFiles({})).policy);
  return testGuard({ feed, ...options }, service);
}

test('a guard that was given the next key goes on when the service begins to sign with it', async () => {
  const run = await guardOf({ publicKey: both() });
  const first = run.guard.decide(shipped).effect;
  run.at = later(DAY);

  sign(run.service, next.privateKey, later(DAY));
  await run.guard.refresh();

  expect([first, run.guard.decide(shipped).effect]).toEqual(['permit', 'deny']);
  expect(run.guard.status()).toMatchObject({ bundle: 'fresh', feed: 'fresh' });
  expect(run.alarms).toEqual([]);
  run.guard.stop();
});

test('a key that is not on the list is refused by its name, and the last good bundle goes on until it expires', async () => {
  const run = await guardOf({});
  run.at = later(DAY);

  sign(run.service, next.privateKey, later(DAY));
  await run.guard.refresh();
  const meanwhile = run.guard.decide(shipped).effect;
  run.at = later(7 * DAY);

  expect(run.alarms.join('\n')).toContain(
    `it names the key \`${keyId(next.publicKey)}\`, which is not trusted here`,
  );
  expect(run.alarms.join('\n')).toContain('feed of subjects: the signature');
  expect([meanwhile, run.guard.decide(shipped).effect]).toEqual(['permit', 'deny']);
  run.guard.stop();
});

test('from the instant on until which a key counts, nothing new that it signs is taken', async () => {
  const run = await guardOf({ publicKey: both(later(DAY)) });
  run.at = later(DAY);

  sign(run.service, before.privateKey, later(DAY));
  await run.guard.refresh();

  const end = `which counted until ${later(DAY).toISOString()}`;
  expect(run.alarms.filter((line) => line.includes(end))).toHaveLength(2);
  expect(run.guard.decide(shipped).effect).toBe('permit');
  run.guard.stop();
});

test('what was taken while its key counted is taken up again after a restart; of a key that was struck off it is not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'troth-guard-'));
  (await guardOf({ folder })).guard.stop();
  const away = () => {
    const service = new FakeService();
    service.answers.set('/other', () => new Response());
    return service;
  };
  const now = () => later(2 * DAY);

  const ended = await testGuard({ folder, now, publicKey: both(later(DAY)) }, away());
  const revoked = await testGuard({ folder, now, publicKey: next.publicKey }, away());

  expect(ended.guard.decide(shipped).effect).toBe('permit');
  expect(revoked.guard.decide(shipped).effect).toBe('deny');
  expect(revoked.alarms.join()).toContain('kept bundle: the signature does not belong');
  ended.guard.stop();
  revoked.guard.stop();
});

test('a list without a key, or with what is none, is refused at the start', async () => {
  await expect(guardOf({ publicKey: [] })).rejects.toThrow('names no key');
  await expect(guardOf({ publicKey: before.privateKey })).rejects.toThrow('not an Ed25519 public');
  const until = new Date('soon');
  await expect(guardOf({ publicKey: [{ key: next.publicKey, until }] })).rejects.toThrow('instant');
});
