import { createHmac, generateKeyPairSync } from 'node:crypto';
import { compilePolicy, type CompiledPolicy } from '@troth/compiler';
import { describe, expect, test } from 'vitest';
import { bundleOf, FakeService, sealed, START, testGuard } from '../testing/bundles.ts';
import { withFiles } from '../testing/policy-files.ts';
import type { FeedEntry, FeedPage } from './feed-page.ts';

const pseudonymKey = Buffer.alloc(32, 5);
const ref = (id: string, tenant = '') =>
  `sub_${createHmac('sha256', pseudonymKey)
    .update(JSON.stringify(['subject', tenant, id]))
    .digest('base64url')}`;
const news = (id: string) =>
  ({ action: 'use', data: ['account.email'], purpose: 'news', subject: { id } }) as const;
const shipped = (id: string) => ({ ...news(id), purpose: 'run-shop' });
const later = (ms: number) => new Date(START.getTime() + ms);

function entry(id: string, more: Partial<FeedEntry> = {}): FeedEntry {
  return { ref: ref(id), optOuts: [], consents: [], restricted: false, ...more };
}

function page(more: Partial<FeedPage> = {}): FeedPage {
  return {
    format: 1,
    kind: 'subjects',
    issuedAt: START.toISOString(),
    epoch: 'e1',
    after: '',
    next: 'c1',
    more: false,
    subjects: [],
    ...more,
  };
}

async function following(
  pages: Readonly<Record<string, object>>,
  { feed = {}, policy }: { feed?: object; policy?: CompiledPolicy | undefined } = {},
) {
  const service = new FakeService();
  service.answers.set('/v1/policy/bundle', () => new Response(bundleOf(START, policy)));
  for (const [after, content] of Object.entries(pages))
    service.answers.set(`/v1/subjects/feed?after=${after}`, () => new Response(sealed(content)));
  return testGuard({ feed: { pseudonymKey, ...feed } }, service);
}

test('who has objected is not used for that purpose; everybody else is', async () => {
  const { guard } = await following({
    '': page({ subjects: [entry('u1', { optOuts: ['news'] })] }),
  });

  expect(guard.decide(news('u1'))).toMatchObject({
    effect: 'deny',
    reasons: ['use.news', 'use.news-opt-out'],
  });
  expect(guard.decide(shipped('u1')).effect).toBe('permit');
  expect(guard.decide(news('u2')).effect).toBe('permit');
  guard.stop();
});

test('page after page is read, and a later entry replaces an earlier one', async () => {
  const { guard } = await following({
    '': page({
      more: true,
      subjects: [entry('u1', { optOuts: ['news'] }), entry('u2', { restricted: true })],
    }),
    c1: page({ after: 'c1', next: 'c2', subjects: [entry('u1')] }),
  });

  expect(guard.decide(news('u1')).effect).toBe('permit');
  expect(guard.decide(shipped('u2'))).toMatchObject({
    effect: 'deny',
    reasons: ['rights.restrict'],
  });
  guard.stop();
});

/** The shop's policy, where nobody can have the processing restricted. */
const unrestricted = compilePolicy(
  withFiles({
    'clauses/all.yaml': (text) => text.slice(0, text.indexOf('  - id: rights.restrict')),
  }),
).policy;

test('while the feed is stale, what an objection or a restriction would forbid is denied, with as of when it is known', async () => {
  const run = await following({ '': page() });
  const fresh = run.guard.decide(news('u1')).effect;

  run.at = later(60_001);

  expect(fresh).toBe('permit');
  expect(run.guard.status().feed).toBe('stale');
  expect(run.guard.decide(shipped('u1'))).toMatchObject({
    effect: 'deny',
    reasons: ['rights.restrict'],
    explanation: expect.stringContaining('as of 2026-11-23T12:00:00.000Z') as string,
  });
  expect(run.guard.decide(news('u1')).effect).toBe('deny');
  const ofNobody = { action: 'use', data: ['orders'], purpose: 'run-shop' } as const;
  expect(run.guard.decide(ofNobody).effect).toBe('permit');
  run.guard.stop();
});

test('where nobody can restrict anything, a stale feed denies what hangs on objections alone', async () => {
  const run = await following({ '': page() }, { policy: unrestricted });

  run.at = later(60_001);

  expect(run.guard.decide(news('u1'))).toMatchObject({
    effect: 'deny',
    reasons: ['use.news', 'use.news-opt-out'],
  });
  expect(run.guard.decide(shipped('u1')).effect).toBe('permit');
  run.guard.stop();
});

test('an application states how long it goes on without news of restrictions, and not a moment longer', async () => {
  const feed = { restrictionsStaleAfterMs: 3_600_000 };
  const run = await following({ '': page() }, { feed });

  run.at = later(3_600_000);
  const within = [run.guard.decide(shipped('u1')).effect, run.guard.decide(news('u1')).effect];
  run.at = later(3_600_001);

  expect(within).toEqual(['permit', 'deny']);
  expect(run.guard.decide(shipped('u1')).effect).toBe('deny');
  run.guard.stop();
});

test('without a feed what hangs on it is denied from the start', async () => {
  const { guard } = await testGuard();

  expect(guard.decide(news('u1'))).toMatchObject({
    effect: 'deny',
    explanation: 'Nothing was heard yet of objections and restrictions, and one would forbid this.',
  });
  expect(guard.decide(shipped('u1')).effect).toBe('deny');
  guard.stop();
});

describe('a clock that is two hours off knows of no objection', () => {
  const hours = 2 * 3_600_000;
  test.each([
    ['ahead', hours, 'stale', 'known as of'],
    ['behind', -hours, 'none', 'yet to come'],
  ])('%s', async (_, off, feed, alarm) => {
    const service = new FakeService();
    service.answers.set('/v1/policy/bundle', () => new Response(bundleOf(START)));
    service.answers.set('/v1/subjects/feed', () => new Response(sealed(page())));

    const now = () => later(off);
    const { guard, alarms } = await testGuard({ feed: { pseudonymKey }, now }, service);

    expect(guard.status()).toMatchObject({ bundle: 'fresh', feed });
    expect(alarms.join()).toContain(alarm);
    expect(guard.decide(news('u1')).effect).toBe('deny');
    guard.stop();
  });

  test('that goes wrong while it runs', async () => {
    const run = await following({ '': page() });

    run.at = later(-hours);

    expect(run.guard.status().feed).toBe('stale');
    expect(run.guard.decide(news('u1')).effect).toBe('deny');
    run.guard.stop();
  });
});

test('a feed that is played again, though signed, is old after a minute: what hangs on it is denied, with an alarm', async () => {
  const run = await following({ '': page(), c1: page({ after: 'c1' }) });

  run.at = later(60_001);
  await run.guard.refresh();

  expect(run.guard.status().feed).toBe('stale');
  expect(run.alarms.join()).toContain('known as of 2026-11-23T12:00:00.000Z: stale');
  expect(run.guard.decide(news('u1')).effect).toBe('deny');
  run.guard.stop();
});

test('a gap in the feed is not stepped over: the page behind it is refused until the missing one came', async () => {
  const objection = page({
    after: 'c1',
    next: 'c2',
    subjects: [entry('u1', { optOuts: ['news'] })],
  });
  const run = await following({ '': page(), c1: page({ after: 'c2', next: 'c3' }) });
  await run.guard.refresh();
  const refused = run.alarms.join();
  run.at = later(60_001);
  const meanwhile = run.guard.decide(news('u2')).effect;

  const issuedAt = later(60_000).toISOString();
  const come = new Response(sealed({ ...objection, issuedAt }));
  run.service.answers.set('/v1/subjects/feed?after=c1', () => come);
  await run.guard.refresh();

  expect(refused).toContain('another question');
  expect(meanwhile).toBe('deny');
  expect([run.guard.decide(news('u1')).effect, run.guard.decide(news('u2')).effect]).toEqual([
    'deny',
    'permit',
  ]);
  run.guard.stop();
});

test('while a feed is read anew, nobody passes because their entry has not come yet', async () => {
  const run = await following({
    '': page({ subjects: [entry('u1', { restricted: true })] }),
    c1: page({ after: 'c1', epoch: 'e2' }),
  });
  const first = page({ epoch: 'e2', more: true, next: 'c9' });
  run.service.answers.set('/v1/subjects/feed?after=', () => new Response(sealed(first)));

  await run.guard.refresh();

  expect(run.alarms.join()).toContain('no line');
  expect(run.guard.decide(shipped('u1')).effect).toBe('deny');
  run.guard.stop();
});

describe('is not believed', () => {
  const other = generateKeyPairSync('ed25519').privateKey;
  const objection = page({ subjects: [entry('u1')] });

  test.each([
    ['a page signed by somebody else', sealed(objection, other), 'signature'],
    ['a page for another question', sealed(page({ after: 'c9' })), 'another question'],
    ['a page that is no page', sealed({ format: 2 }), 'not a page'],
    ['an entry that is none', sealed({ ...page(), subjects: [{ ref: 1 }] }), 'not a page'],
    [
      'a page of the future',
      sealed(page({ issuedAt: later(61_000).toISOString() })),
      'yet to come',
    ],
    ['a page that leads nowhere', sealed(page({ more: true, next: '' })), 'does not go on'],
    ['what is not JSON', '<html>', 'not a page'],
  ])('%s', async (_, text, why) => {
    const service = new FakeService();
    service.answers.set('/v1/policy/bundle', () => new Response(bundleOf(START)));
    service.answers.set('/v1/subjects/feed', () => new Response(text));

    const { guard, alarms } = await testGuard({ feed: { pseudonymKey } }, service);

    expect(guard.status().feed).toBe('none');
    expect(alarms.join()).toContain(why);
    expect(guard.decide(news('u1')).effect).toBe('deny');
    guard.stop();
  });
});

test('an older page is no way back to before an objection', async () => {
  const run = await following({
    '': page({
      issuedAt: later(1000).toISOString(),
      subjects: [entry('u1', { optOuts: ['news'] })],
    }),
    c1: page({ after: 'c1', issuedAt: START.toISOString(), subjects: [entry('u1')] }),
  });

  await run.guard.refresh();

  expect(run.guard.decide(news('u1')).effect).toBe('deny');
  expect(run.alarms.join()).toContain('older than one before it');
  run.guard.stop();
});

test('a service that lost its cursors is read from the beginning', async () => {
  const run = await following({ '': page({ subjects: [entry('u1', { optOuts: ['news'] })] }) });
  const anew = page({ epoch: 'e2', subjects: [entry('u2', { optOuts: ['news'] })] });
  run.service.answers.set(
    '/v1/subjects/feed?after=c1',
    () => new Response(sealed({ ...anew, after: 'c1' })),
  );
  run.service.answers.set('/v1/subjects/feed?after=', () => new Response(sealed(anew)));

  await run.guard.refresh();

  expect(run.guard.decide(news('u1')).effect).toBe('permit');
  expect(run.guard.decide(news('u2')).effect).toBe('deny');
  run.guard.stop();
});

describe('who accepted an older version', () => {
  const strict = compilePolicy(
    withFiles({
      'clauses/all.yaml': (text) =>
        text.replace('[account.name, account.email], from', '[account.name], from'),
    }),
  ).policy;
  const hash = strict?.hash ?? '';
  const accepting = page({ subjects: [entry('u1', { acceptedPolicy: hash })] });

  async function guardWith(older: () => Response) {
    const service = new FakeService();
    service.answers.set('/v1/policy/bundle', () => new Response(bundleOf(START)));
    service.answers.set(`/v1/policy/bundle?version=${hash}`, older);
    service.answers.set('/v1/subjects/feed', () => new Response(sealed(accepting)));
    return (await testGuard({ feed: { pseudonymKey } }, service)).guard;
  }

  test('is bound by both', async () => {
    const guard = await guardWith(() => new Response(bundleOf(START, strict)));

    expect(guard.decide(shipped('u1')).effect).toBe('deny');
    expect(guard.decide(shipped('u2')).effect).toBe('permit');
    guard.stop();
  });

  test('is denied while it cannot be fetched', async () => {
    const guard = await guardWith(() => new Response('', { status: 503 }));

    expect(guard.decide(shipped('u1')).explanation).toContain('is not here');
    guard.stop();
  });

  test('is denied while the service answers with another version', async () => {
    const guard = await guardWith(() => new Response(bundleOf(START)));

    expect(guard.decide(shipped('u1')).explanation).toContain('is not here');
    guard.stop();
  });

  test('is bound by the one in force when the service never had it', async () => {
    const guard = await guardWith(() => new Response('', { status: 404 }));

    expect(guard.decide(shipped('u1')).effect).toBe('permit');
    guard.stop();
  });
});
