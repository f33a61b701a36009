import type {
  CompiledPolicy,
  ContractRule,
  EraseRule,
  GrantRule,
  LimitRule,
  Rule,
  ShareRule,
  UseRule,
} from '@troth/compiler';
import { describe, expect, test } from 'vitest';
import { diffPolicies } from './diff-policies.ts';
import { policy } from './testing/tailwind.ts';

const use: UseRule = {
  verb: 'use',
  data: ['trips'],
  purposes: ['marketing'],
  exclusive: false,
  conditions: {},
};
const limit: LimitRule = {
  verb: 'limit',
  data: ['account'],
  purposes: ['marketing'],
  conditions: { minimumAge: 16 },
};
const contract: ContractRule = { verb: 'contract', recipients: ['mailer'], missing: 'deny' };
const erase: EraseRule = {
  verb: 'erase',
  data: ['account'],
  after: 'account.closed',
  within: { amount: 55, unit: 'day' },
};
const days = (amount: number): { readonly amount: number; readonly unit: 'day' } => ({
  amount,
  unit: 'day',
});
const grant: GrantRule = {
  verb: 'grant',
  rights: ['access'],
  data: ['account'],
  regions: [],
  within: days(45),
  purposes: [],
};

const CHANGES: readonly [what: string, before: Rule, after: Rule, told: readonly string[]][] = [
  [
    'a consent that is asked for',
    use,
    { ...use, basis: 'consent', conditions: { consent: true } },
    ['use.basis mixed', 'use.consent tightens'],
  ],
  [
    'another legal basis',
    { ...use, basis: 'consent' },
    { ...use, basis: 'contract' },
    ['use.basis mixed'],
  ],
  [
    'one plan more',
    { ...use, conditions: { products: ['free'] } },
    { ...use, conditions: { products: ['free', 'plus'] } },
    ['use.products loosens'],
  ],
  [
    'a higher age',
    limit,
    { ...limit, conditions: { minimumAge: 18 } },
    ['limit.minimumAge tightens'],
  ],
  ['a limit on less', limit, { ...limit, data: ['account.email'] }, ['limit.data loosens']],
  [
    'sharing that waits for a consent',
    shared({}),
    shared({ consent: true }),
    ['share.mailer tightens'],
  ],
  [
    'safeguards that are asked for',
    contract,
    { ...contract, outside: ['EU'] },
    ['contract.outside tightens'],
  ],
  [
    'a wider region without safeguards',
    { ...contract, outside: ['EU'] },
    { ...contract, outside: ['EU', 'US'] },
    ['contract.outside loosens'],
  ],
  [
    'copies that stay in backups',
    erase,
    { ...erase, stages: { trash: days(25), systems: days(30), backups: days(30) } },
    ['erase.trash mixed', 'erase.backups loosens'],
  ],
  [
    'backups that expire sooner',
    { ...erase, stages: { systems: days(55), backups: days(30) } },
    { ...erase, stages: { systems: days(55), backups: days(20) } },
    ['erase.backups tightens'],
  ],
  [
    'accounts that count as unused sooner',
    { ...erase, idle: { amount: 24, unit: 'month' } },
    { ...erase, idle: { amount: 12, unit: 'month' } },
    ['erase.idle mixed'],
  ],
  [
    'an extension that the company keeps for itself',
    grant,
    { ...grant, extension: days(45) },
    ['grant.extension loosens'],
  ],
  ['an appeal', grant, { ...grant, appeal: days(60) }, ['grant.appeal tightens']],
];

describe('each change is told by its direction', () => {
  test.each(CHANGES)('%s', (_what, before, after, told) => {
    expect(changesOf(policy({ a: [before] }), policy({ a: [after] }))).toEqual(told);
  });
});

test('a new limit is tighter, and looser when it goes', () => {
  const [without, withIt] = [policy({ a: [use] }), policy({ a: [use], b: [limit] })];

  expect(changesOf(without, withIt)).toEqual(['clause added tightens']);
  expect(changesOf(withIt, without)).toEqual(['clause removed loosens']);
});

test('a transfer safeguard that goes is looser', () => {
  const base = policy({ a: [use] });
  const transfer = { mechanism: 'adequacy-decision', document: 'x.pdf' } as const;
  const recipients = base.vocabulary.recipients.map((each) => ({ ...each, transfer }));
  const safe = { ...base, vocabulary: { ...base.vocabulary, recipients } };

  expect(changesOf(safe, base)).toEqual([
    'recipient mailer transfer loosens',
    'recipient payer transfer loosens',
  ]);
});

function shared(more: Partial<ShareRule['recipients'][number]>): ShareRule {
  const entry = { recipient: 'mailer', data: ['trips'], purposes: ['marketing'] };
  return { verb: 'share', recipients: [{ ...entry, ...more }] };
}

function changesOf(base: CompiledPolicy, head: CompiledPolicy): readonly string[] {
  return diffPolicies(base, head).changes.map(({ kind, direction }) => `${kind} ${direction}`);
}

test('the one purpose of less data is tighter, of more data it may also permit', () => {
  const only = (data: readonly string[]): UseRule => ({ ...use, data, exclusive: true });
  const free = { ...use, data: ['account.email', 'trips'] };

  expect(changesOf(policy({ a: [free] }), policy({ a: [only(['trips'])] }))).toEqual([
    'use.only tightens',
    'use.data tightens',
  ]);
  expect(changesOf(policy({ a: [use] }), policy({ a: [only(['trips', 'account'])] }))).toEqual([
    'use.only tightens',
    'use.data loosens',
  ]);
  expect(changesOf(policy({ a: [only(['trips'])] }), policy({ a: [free] }))).toEqual([
    'use.only loosens',
    'use.data loosens',
  ]);
});
