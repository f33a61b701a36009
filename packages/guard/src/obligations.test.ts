import { compilePolicy } from '@troth/compiler';
import type { Decision, Obligation } from '@troth/decisions';
import { expect, test } from 'vitest';
import type { GuardOptions } from './guard-options.ts';
import { unkept } from './obligations.ts';
import { checkQuery } from './prisma/check-query.ts';
import { bundleOf, FakeService, START, testGuard } from './testing/bundles.ts';
import { withFiles } from './testing/policy-files.ts';
import { Traces } from './traces.ts';

const { policy } = compilePolicy(
  withFiles({
    'clauses/all.yaml': (text) => `${text}
  - id: security.rest
    text: What we keep is encrypted with {{ encrypt.cipher }}.
    encrypt: { scope: at rest, cipher: AES-256, fields: [account.email] }
  - id: retention.account
    text: Your account is deleted within {{ erase.within }} of its end.
    erase: { data: [account], after: account.closed, within: 30 days }
`,
  }),
);

async function guardWith(options: Partial<GuardOptions>) {
  const service = new FakeService();
  service.answers.set('/v1/policy/bundle', () => new Response(bundleOf(START, policy)));
  return testGuard(options, service);
}

const scope = {
  purpose: 'run-shop',
  mode: 'enforce',
  where: 'a job',
  traces: new Traces(),
} as const;
const writing = (...written: string[]) => ({
  where: 'Person.create',
  touched: { read: new Set<string>(), written: new Set(written), unclassified: [] },
  masked: false,
});

test.each([
  ['nothing', undefined, 'AES-256 at rest, and account.email value by value'],
  ['a weaker cipher', { atRest: 'AES-128', sealed: ['account'] }, 'AES-256 at rest'],
  ['nothing of single values', { atRest: 'AES-256' }, 'account.email value by value'],
] as const)('who says %s of how the stores encrypt may not write', async (_, keeps, why) => {
  const { guard } = await guardWith(keeps === undefined ? {} : { keeps });

  expect(() => checkQuery(guard, writing('account.email'), scope)).toThrow(why);
  guard.stop();
});

test('a store that encrypts as demanded is written to, again and again', async () => {
  const keeps = { atRest: 'AES-256', sealed: ['account.email'] } as const;
  const { guard } = await guardWith({ keeps });
  const query = writing('account.email', 'account.name');

  expect(checkQuery(guard, query, scope)).toBeUndefined();
  expect(checkQuery(guard, query, scope)).toBeUndefined();
  guard.stop();
});

test('what is to be deleted is not written where no data map says how it is found again', async () => {
  const keeps = { atRest: 'AES-256', sealed: ['account'] } as const;
  const { guard } = await guardWith({ keeps, application: 'another' });

  expect(() => checkQuery(guard, writing('account.name'), scope)).toThrow(
    'deleted after account.closed, and no data map says where',
  );
  guard.stop();
});

test('an obligation of a kind that this release does not know counts as a denial', async () => {
  const { guard } = await guardWith({});
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of a later release
  const later = { type: 'pseudonymise' } as unknown as Obligation;
  const decision: Decision = {
    effect: 'permit',
    obligations: [later],
    reasons: [],
    explanation: '',
  };

  expect(unkept(guard, decision, { masks: true, logs: true, floorsTls: true })).toBe(
    'the policy demands `pseudonymise`, which this release cannot carry out',
  );
  guard.stop();
});

test('what has to travel encrypted is shared only where what leaves is watched', async () => {
  const { guard } = await guardWith({});
  const decision = guard.decide({
    action: 'share',
    data: ['account.email'],
    purpose: 'run-shop',
    recipient: 'postbote',
    actor: { id: 'shop', kind: 'service' },
  });

  const unwatched = unkept(guard, decision, {});
  guard.watchesEgress = true;

  expect(decision.effect).toBe('permit');
  expect(unwatched).toContain('the policy demands TLS 1.3');
  expect(unkept(guard, decision, {})).toBeUndefined();
  guard.stop();
});
