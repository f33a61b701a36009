import type {
  CompiledPolicy,
  ContractRule,
  ControlRule,
  EncryptRule,
  GrantRule,
  RestrictRule,
  Rule,
  ShareRule,
  UseRule,
} from '@troth/compiler';
import { describe, expect, test } from 'vitest';
import { diffPolicies } from './diff-policies.ts';
import type { Direction } from '@troth/orders';
import { requirementsUnmet } from './requirements.ts';
import { account, clause, erase, policy } from './testing/tailwind.ts';

interface Row {
  readonly title: string;
  readonly before: Rule[];
  readonly after: Rule[];
  readonly kind: string;
  readonly direction: Direction;
}

const mail: UseRule = {
  verb: 'use',
  data: ['account.email'],
  purposes: ['marketing'],
  exclusive: false,
  conditions: { optOut: true, aggregate: { minimum: 10 } },
};
const only: UseRule = {
  verb: 'use',
  data: ['trips'],
  purposes: ['billing'],
  exclusive: true,
  conditions: {},
};
const free: UseRule = {
  verb: 'use',
  data: ['account.name'],
  purposes: ['billing'],
  exclusive: false,
  conditions: {},
};
const share: ShareRule = {
  verb: 'share',
  recipients: [{ recipient: 'mailer', data: ['account.email'], purposes: ['marketing'] }],
};
const shareBoth: Rule = {
  verb: 'share',
  recipients: [
    ...share.recipients,
    { recipient: 'payer', data: ['account.email'], purposes: ['billing'] },
  ],
};
const tls = (minimum: '1.2' | '1.3'): EncryptRule => ({
  verb: 'encrypt',
  scope: 'in-transit',
  minimum,
});
const aes = (bits: 128 | 256): EncryptRule => ({
  verb: 'encrypt',
  scope: 'at-rest',
  cipher: { algorithm: 'AES', bits },
});
const staff: RestrictRule = {
  verb: 'restrict',
  systems: ['production'],
  roles: ['support'],
  mfa: true,
};
const contract: ContractRule = { verb: 'contract', recipients: ['mailer'], missing: 'alarm' };
const review: ControlRule = {
  verb: 'control',
  control: 'review',
  every: { amount: 90, unit: 'day' },
};
const right: GrantRule = {
  verb: 'grant',
  rights: ['access'],
  data: ['account'],
  regions: ['EU'],
  purposes: [],
  within: { amount: 1, unit: 'month' },
};

const TABLE: Row[] = rows([
  [
    'a shorter deletion window',
    [erase],
    [{ ...erase, within: { amount: 7, unit: 'day' } }],
    'erase.within',
    'tightens',
  ],
  [
    '720 hours, which are 30 days, against 31 days',
    [{ ...erase, within: { amount: 720, unit: 'hour' } }],
    [{ ...erase, within: { amount: 31, unit: 'day' } }],
    'erase.within',
    'loosens',
  ],
  [
    'a month against 30 days',
    [erase],
    [{ ...erase, within: { amount: 1, unit: 'month' } }],
    'erase.within',
    'mixed',
  ],
  [
    'a month against 31 days',
    [{ ...erase, within: { amount: 31, unit: 'day' } }],
    [{ ...erase, within: { amount: 1, unit: 'month' } }],
    'erase.within',
    'tightens',
  ],
  [
    'another event starts the clock',
    [erase],
    [{ ...erase, after: 'item.deleted' }],
    'erase.after',
    'mixed',
  ],
  ['less is deleted', [erase], [{ ...erase, data: ['account.email'] }], 'erase.data', 'loosens'],
  [
    'more is collected',
    [account],
    [{ ...account, data: ['account.email', 'account.name'] }],
    'collect.data',
    'loosens',
  ],
  [
    'the parent is collected instead of a child',
    [account],
    [{ ...account, data: ['account'] }],
    'collect.data',
    'loosens',
  ],
  [
    'other data is collected instead',
    [account],
    [{ ...account, data: ['trips'] }],
    'collect.data',
    'mixed',
  ],
  [
    'a use gets another purpose',
    [mail],
    [{ ...mail, purposes: ['marketing', 'billing'] }],
    'use.purposes',
    'loosens',
  ],
  [
    'a use loses its opt-out',
    [mail],
    [{ ...mail, conditions: { aggregate: { minimum: 10 } } }],
    'use.optOut',
    'loosens',
  ],
  [
    'groups grow',
    [mail],
    [{ ...mail, conditions: { optOut: true, aggregate: { minimum: 20 } } }],
    'use.aggregate',
    'tightens',
  ],
  ['only goes', [only], [{ ...only, exclusive: false }], 'use.only', 'loosens'],
  [
    'less is kept for one purpose alone',
    [{ ...only, data: ['trips', 'account.name'] }, free],
    [only, free],
    'use.data',
    'loosens',
  ],
  [
    'less is kept for, and permitted to, one purpose alone',
    [{ ...only, data: ['trips', 'account.name'] }],
    [only],
    'use.data',
    'mixed',
  ],
  [
    'a prohibition goes',
    [account, { verb: 'never', data: ['trips'], act: 'sell' }],
    [account],
    'never',
    'loosens',
  ],
  ['a recipient comes', [share], [shareBoth], 'share.recipients', 'loosens'],
  [
    'a recipient gets more data',
    [share],
    [
      {
        verb: 'share',
        recipients: [{ recipient: 'mailer', data: ['account'], purposes: ['marketing'] }],
      },
    ],
    'share.mailer',
    'loosens',
  ],
  ['TLS falls to 1.2', [tls('1.3')], [tls('1.2')], 'encrypt.minimum', 'loosens'],
  ['AES grows to 256', [aes(128)], [aes(256)], 'encrypt.cipher', 'tightens'],
  ['the second factor goes', [staff], [{ ...staff, mfa: false }], 'restrict.mfa', 'loosens'],
  [
    'a missing contract denies',
    [contract],
    [{ ...contract, missing: 'deny' }],
    'contract.missing',
    'tightens',
  ],
  [
    'a review comes less often',
    [review],
    [{ ...review, every: { amount: 1, unit: 'year' } }],
    'control.every',
    'loosens',
  ],
  [
    'a right is granted everywhere',
    [right],
    [{ ...right, regions: [] }],
    'grant.regions',
    'tightens',
  ],
  [
    'a right is answered later',
    [right],
    [{ ...right, within: { amount: 2, unit: 'month' } }],
    'grant.within',
    'loosens',
  ],
]);

describe('a change of one rule', () => {
  test.each(TABLE)('$title', ({ before, after, kind, direction }) => {
    const { changes, material } = diffPolicies(policy({ a: before }), policy({ a: after }));

    expect(changes.map((change) => [change.clause, change.kind, change.direction])).toEqual([
      ['a', kind, direction],
    ]);
    expect(material).toBe(direction !== 'tightens');
  });
});

describe('a change of clauses, settings and words', () => {
  const base = policy({ a: [account], b: [erase] });

  test.each<[string, CompiledPolicy, [string, string, Direction][]]>([
    ['a promise to delete goes', policy({ a: [account] }), [['b', 'clause removed', 'loosens']]],
    [
      'data is newly shared',
      policy({ a: [account], b: [erase], c: [share] }),
      [['c', 'clause added', 'loosens']],
    ],
    [
      'words without a rule come',
      policy({ a: [account], b: [erase], c: [] }),
      [['c', 'clause added', 'mixed']],
    ],
    [
      'only the wording changes',
      {
        ...base,
        clauses: [
          clause('a', [account], { text: [{ kind: 'text', text: 'Anew.' }] }),
          clause('b', [erase]),
        ],
      },
      [['a', 'text', 'editorial']],
    ],
    [
      'an exception comes',
      { ...base, clauses: [clause('a', [account], { exceptTo: ['b'] }), clause('b', [erase])] },
      [['a', 'exceptTo', 'loosens']],
    ],
    [
      'a clause changes its id',
      {
        ...base,
        clauses: [
          clause('new', [account], { formerly: ['a'], text: [{ kind: 'text', text: 'a.' }] }),
          clause('b', [erase]),
        ],
      },
      [['new', 'id', 'editorial']],
    ],
    ['clauses change places', policy({ b: [erase], a: [account] }), [['b', 'order', 'editorial']]],
    ['notice is shortened', { ...base, noticeDays: 7 }, [['policy', 'notice_days', 'loosens']]],
    [
      'a new date alone',
      { ...base, version: { ...base.version, published: '2026-05-01' } },
      [['policy', 'version', 'editorial']],
    ],
    [
      'a recipient is another company',
      withWords(base, {
        recipients: base.vocabulary.recipients.map((each) =>
          each.id === 'payer' ? { ...each, name: 'Other' } : each,
        ),
      }),
      [['vocabulary', 'recipient payer name', 'mixed']],
    ],
    [
      'a child joins a category that rules speak of',
      withWords(base, {
        categories: [
          ...base.vocabulary.categories,
          {
            id: 'account.phone',
            name: 'Phone',
            parent: 'account',
            sensitivity: 'ordinary',
            inCode: [],
          },
        ],
      }),
      [['vocabulary', 'category account.phone', 'mixed']],
    ],
    [
      'a purpose is named that no rule uses',
      withWords(base, { purposes: [...base.vocabulary.purposes, { id: 'sales', name: 'Sales' }] }),
      [['vocabulary', 'purpose sales', 'editorial']],
    ],
  ])('%s', (_title, head, expected) => {
    const { changes } = diffPolicies(base, head);

    expect(changes.map(({ clause: id, kind, direction }) => [id, kind, direction])).toEqual(
      expected,
    );
  });

  test('a field that has no order yet is mixed wherever it stands, never silent', () => {
    const later = { novelty: 'yes' };
    const heads: CompiledPolicy[] = [
      { ...base, ...later },
      policy({ a: [{ ...account, ...later }], b: [erase] }),
      { ...base, clauses: base.clauses.map((each) => ({ ...each, ...later })) },
      withWords(base, {
        purposes: base.vocabulary.purposes.map((each) => ({ ...each, ...later })),
      }),
    ];

    const diffs = heads.map((head) => diffPolicies(base, head));

    for (const { material, changes } of diffs) {
      expect(material).toBe(true);
      expect(changes.map(({ direction }) => direction)).not.toContain('editorial');
    }
  });

  test('a loosening says what it takes, by the rules in force', () => {
    const head = policy(
      { a: [account], b: [{ ...erase, within: { amount: 60, unit: 'day' } }] },
      { noticeDays: 1, approvals: { loosens: [], tightens: [] } },
    );

    const [change, ...others] = diffPolicies(base, head).changes;

    expect(change).toEqual({
      clause: 'b',
      kind: 'erase.within',
      direction: 'loosens',
      before: '30 days',
      after: '60 days',
      summary: '`b`: erase.within changes from 30 days to 60 days; this loosens the promise.',
      requires: [
        'effective date at least 30 days after publication',
        'change-log entry',
        'approval: legal',
      ],
    });
    expect(others.map(({ kind }) => kind)).toEqual([
      'notice_days',
      'approvals.loosens',
      'approvals.tightens',
    ]);
  });

  test('a loosening without a new date or enough notice is held back, a tightening is not', () => {
    const longer: Rule = { ...erase, within: { amount: 60, unit: 'day' } };
    const shorter: Rule = { ...erase, within: { amount: 5, unit: 'day' } };
    const dated = (effective: string): CompiledPolicy =>
      policy(
        { a: [account], b: [longer] },
        { version: { published: '2026-06-01', effective, reviewed: '2026-06-01' } },
      );

    expect(requirementsUnmet(base, policy({ a: [account], b: [longer] }))).toEqual([
      { clause: 'b', requirement: 'a publication date after 2026-01-01, the one in force' },
    ]);
    expect(requirementsUnmet(base, dated('2026-06-30'))).toEqual([
      {
        clause: 'b',
        requirement:
          'an effective date at least 30 days after publication on 2026-06-01, not 2026-06-30',
      },
    ]);
    expect(requirementsUnmet(base, dated('2026-07-01'))).toEqual([]);
    expect(requirementsUnmet(base, policy({ a: [account], b: [shorter] }))).toEqual([]);
  });
});

function withWords(
  base: CompiledPolicy,
  words: Partial<CompiledPolicy['vocabulary']>,
): CompiledPolicy {
  return { ...base, vocabulary: { ...base.vocabulary, ...words } };
}

function rows(table: [string, Rule[], Rule[], string, Direction][]): Row[] {
  return table.map(([title, before, after, kind, direction]) => ({
    title,
    before,
    after,
    kind,
    direction,
  }));
}
