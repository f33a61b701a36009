import { createHmac } from 'node:crypto';
import { compilePolicy } from '@troth/compiler';
import { describe, expect, test, vi } from 'vitest';
import { runIn, type Scope } from '../scope.ts';
import { Traces } from '../traces.ts';
import { bundleOf, FakeService, sealed, START, testGuard } from '../testing/bundles.ts';
import { withFiles } from '../testing/policy-files.ts';
import { checkQuery } from './check-query.ts';

function reading(...read: readonly string[]) {
  const touched = { read: new Set(read), written: new Set<string>(), unclassified: [] };
  return { where: 'Person.findMany', touched, masked: false };
}

const scopeOf = (purpose: string, more: Partial<Scope> = {}): Scope => ({
  purpose,
  mode: 'enforce',
  where: 'a job',
  traces: new Traces(),
  ...more,
});

test('what a clause lets be read masked alone is read masked alone', async () => {
  const { guard } = await testGuard();
  const query = reading('account.email');
  const scope = scopeOf('support');

  expect(() => checkQuery(guard, query, scope)).toThrow('findManyMasked');
  await expect(
    Promise.resolve(checkQuery(guard, { ...query, masked: true }, scope)),
  ).resolves.toBeUndefined();
  guard.stop();
});

test('an access that a clause wants logged is written down each time, before the query', async () => {
  const { guard, audited } = await testGuard();

  await checkQuery(guard, reading('orders'), scopeOf('audit'));
  await checkQuery(guard, reading('orders'), scopeOf('audit'));

  expect(audited).toHaveLength(2);
  guard.stop();
});

test('an audit log that is away stops the query', async () => {
  const { guard } = await testGuard({ audit: () => Promise.reject(new Error('disk full')) });

  await expect(
    Promise.resolve(checkQuery(guard, reading('orders'), scopeOf('audit'))),
  ).rejects.toThrow('disk full');
  guard.stop();
});

test('groups that a clause wants large need work that says it sees to that', async () => {
  const { guard } = await testGuard();
  const context = { aggregate: true, groupSize: 10 };

  expect(() => checkQuery(guard, reading('orders'), scopeOf('figures'))).toThrow('groups of 10');
  expect(checkQuery(guard, reading('orders'), scopeOf('figures', { context }))).toBeUndefined();
  const small = { aggregate: true, groupSize: 9 };
  expect(() =>
    checkQuery(guard, reading('orders'), scopeOf('figures', { context: small })),
  ).toThrow('purpose/undeclared-use');
  guard.stop();
});

describe('what was permitted once', () => {
  const pseudonymKey = Buffer.alloc(32, 5);
  const ref = `sub_${createHmac('sha256', pseudonymKey).update('["subject","","u1"]').digest('base64url')}`;
  const page = {
    format: 1,
    kind: 'subjects',
    issuedAt: START.toISOString(),
    epoch: 'e1',
    after: '',
    next: 'c1',
    more: false,
    subjects: [{ ref, optOuts: ['news'], consents: [], restricted: false }],
  };

  test('is not permitted to who has objected', async () => {
    const service = new FakeService();
    service.answers.set('/v1/policy/bundle', () => new Response(bundleOf(START)));
    service.answers.set('/v1/subjects/feed', () => new Response(sealed(page)));
    const { guard } = await testGuard({ feed: { pseudonymKey } }, service);
    const forNews = (id: string) =>
      checkQuery(guard, reading('account.email'), scopeOf('news', { subject: { id } }));

    expect(forNews('u2')).toBeUndefined();
    expect(forNews('u2')).toBeUndefined();
    expect(() => forNews('u1')).toThrow('purpose/undeclared-use');
    guard.stop();
  });

  test('is not permitted for a wider query, or for another purpose', async () => {
    const { guard } = await testGuard();

    expect(checkQuery(guard, reading('orders'), scopeOf('run-shop'))).toBeUndefined();

    expect(() => checkQuery(guard, reading('orders', 'payment'), scopeOf('run-shop'))).toThrow(
      'undeclared-use',
    );
    expect(() => checkQuery(guard, reading('orders'), scopeOf('news'))).toThrow('undeclared-use');
    guard.stop();
  });

  test.each([
    ['region', { region: 'DE' }],
    ['version accepted', { acceptedPolicy: 'v1' }],
  ])('is not permitted for another purpose of a subject with a %s', async (_, more) => {
    const { guard } = await testGuard({ feed: { pseudonymKey } });
    const scope = (purpose: string) => scopeOf(purpose, { subject: { id: 'u2', ...more } });

    expect(checkQuery(guard, reading('orders'), scope('run-shop'))).toBeUndefined();

    expect(() => checkQuery(guard, reading('orders'), scope('news'))).toThrow('undeclared-use');
    guard.stop();
  });

  test.each([
    ['another region', { subject: { id: 'u2', region: 'DE' } }],
    ['another version accepted', { subject: { id: 'u2', acceptedPolicy: 'v1' } }],
    ['an actor', { actor: { id: 'a1', kind: 'person' } }],
    ['circumstances', { context: { aggregate: true } }],
  ] as const)('is asked again for %s', async (_, more) => {
    const { guard } = await testGuard({ feed: { pseudonymKey } });
    const query = reading('orders');
    await checkQuery(guard, query, scopeOf('run-shop', { subject: { id: 'u2' } }));
    await checkQuery(guard, query, scopeOf('run-shop'));
    const asked = vi.spyOn(guard, 'decide');

    await checkQuery(guard, query, scopeOf('run-shop', more));

    expect(asked).toHaveBeenCalledTimes(1);
    guard.stop();
  });

  test('is not asked again', async () => {
    const { guard } = await testGuard({ feed: { pseudonymKey } });
    const query = reading('orders');
    const scope = () => scopeOf('run-shop', { subject: { id: 'u2', region: 'DE' } });
    await checkQuery(guard, query, scope());
    const asked = vi.spyOn(guard, 'decide');

    await checkQuery(guard, query, scope());

    expect(asked).not.toHaveBeenCalled();
    guard.stop();
  });

  test('is not permitted by a policy that came later', async () => {
    const { guard, service } = await testGuard();
    const query = () => checkQuery(guard, reading('orders'), scopeOf('run-shop'));
    const stricter = compilePolicy(
      withFiles({
        'clauses/all.yaml': (text) =>
          text.replace('data: [orders], for: [run-shop]', 'data: [payment], for: [run-shop]'),
      }),
    ).policy;
    expect(query()).toBeUndefined();

    const next = bundleOf(new Date(START.getTime() + 1), stricter);
    service.answers.set('/v1/policy/bundle', () => new Response(next));
    await guard.refresh();

    expect(query).toThrow('purpose/undeclared-use');
    guard.stop();
  });
});

test('a right is answered to its own subject, with what its clause covers', async () => {
  const { guard } = await testGuard();
  const asked = (more: Partial<Scope>) =>
    checkQuery(guard, reading('payment'), scopeOf('run-shop', more));

  expect(asked({ right: 'access', subject: { id: 'u1' } })).toBeUndefined();
  expect(() => asked({ right: 'access' })).toThrow('undeclared-use');
  expect(() => asked({ right: 'export', subject: { id: 'u1' } })).toThrow('undeclared-use');
  const more = scopeOf('run-shop', { right: 'access', subject: { id: 'u1' } });
  expect(() => checkQuery(guard, reading('payment', 'account.email'), more)).toThrow(
    'undeclared-use',
  );
  guard.stop();
});

test('outside of any work nothing personal is read, and what is nobody’s is', async () => {
  const { guard } = await testGuard();

  expect(() => checkQuery(guard, reading('orders'), undefined)).toThrow('undecided-access');
  expect(checkQuery(guard, reading(), undefined)).toBeUndefined();
  guard.stop();
});

test('in mode `report` a query that the purpose does not allow is said, and passes', async () => {
  const { guard, denials } = await testGuard();
  const scope = scopeOf('news', { mode: 'report' });

  await runIn(scope, () => checkQuery(guard, reading('orders'), scope));

  expect(denials).toMatchObject([{ rule: 'purpose/undeclared-use', mode: 'report', count: 1 }]);
  guard.stop();
});

test('in mode `report` a query that passes on stale news is said, with as of when they are known', async () => {
  const run = await testGuard();
  const scope = scopeOf('run-shop', { mode: 'report', subject: { id: 'u1' } });

  await checkQuery(run.guard, reading('account.email'), scope);

  expect(run.denials).toMatchObject([
    {
      clause: 'rights.restrict',
      message: expect.stringContaining('Nothing was heard yet') as string,
    },
  ]);
  run.guard.stop();
});
