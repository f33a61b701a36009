import type { CompiledPolicy, Rule } from '@troth/compiler';
import { describe, expect, test } from 'vitest';
import { decide } from './decide.ts';
import type { Decision, DecisionRequest, SubjectState } from './decision.ts';
import { clause, policyOf, use } from './testing/northwind.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const NOBODY: SubjectState = { optOuts: [], restricted: false };

describe('a use that takes a consent', () => {
  const policy = policyOf([clause('asked', use(['reading'], ['statistics'], { consent: true }))]);
  const request: DecisionRequest = {
    action: 'use',
    data: ['reading'],
    purpose: 'statistics',
    subject: { id: 's1' },
  };

  test('is permitted once the consent is on record', () => {
    expect(asked(policy, request, { ...NOBODY, consents: ['statistics'] }).effect).toBe('permit');
  });

  test.each<[string, SubjectState]>([
    ['nothing is on record', NOBODY],
    ['the consent is to something else', { ...NOBODY, consents: ['newsletter'] }],
    [
      'the purpose was objected to as well',
      { ...NOBODY, consents: ['statistics'], optOuts: ['statistics'] },
    ],
  ])('is denied when %s, and says so', (_when, state) => {
    const { effect, reasons, explanation } = asked(policy, request, state);

    expect(effect).toBe('deny');
    expect(reasons).toEqual(['asked']);
    expect(explanation).toBe(
      'Use of "Reading habits" for "Statistics" is denied: no consent of the data subject to this purpose is on record.',
    );
  });
});

describe('sharing that takes a consent', () => {
  const policy = policyOf([
    clause('partners', {
      verb: 'share',
      recipients: [
        { recipient: 'inkhouse', data: ['reading'], purposes: ['statistics'], consent: true },
        { recipient: 'inkhouse', data: ['manuscripts'], purposes: ['printing'] },
      ],
    }),
  ]);
  const request: DecisionRequest = {
    action: 'share',
    data: ['reading'],
    purpose: 'statistics',
    recipient: 'inkhouse',
  };

  test('is denied without one, and permitted with one', () => {
    expect(asked(policy, request, NOBODY).effect).toBe('deny');
    expect(asked(policy, request, { ...NOBODY, consents: ['statistics'] }).effect).toBe('permit');
  });

  test('does not make other data of the same recipient wait', () => {
    const printing = { ...request, data: ['manuscripts'], purpose: 'printing' };

    expect(asked(policy, printing, NOBODY).effect).toBe('permit');
  });
});

describe('a limit', () => {
  const limited: Rule = {
    verb: 'limit',
    data: ['reading'],
    purposes: ['statistics'],
    conditions: { minimumAge: 18, products: ['shop'] },
  };
  const policy = policyOf([
    clause('one', use(['reading'], ['statistics'])),
    clause('other', use(['reading'], ['statistics', 'printing'])),
    clause('limited', limited),
  ]);
  const request: DecisionRequest = { action: 'use', data: ['reading'], purpose: 'statistics' };

  test('holds for every clause that permits', () => {
    const grown = { ...request, context: { age: 18, product: 'shop' } };

    expect(asked(policy, grown, NOBODY)).toMatchObject({
      effect: 'permit',
      reasons: ['one', 'other'],
    });
  });

  test.each([
    ['is too young', { age: 17, product: 'shop' }],
    ['names no age', { product: 'shop' }],
    ['uses another product', { age: 18, product: 'press' }],
    ['names no product', { age: 18 }],
  ])('denies who %s', (_who, context) => {
    expect(asked(policy, { ...request, context }, NOBODY)).toMatchObject({
      effect: 'deny',
      reasons: ['limited'],
    });
  });

  test('says nothing on other purposes', () => {
    expect(asked(policy, { ...request, purpose: 'printing' }, NOBODY).effect).toBe('permit');
  });

  test('permits nothing by itself', () => {
    const alone = policyOf([clause('limited', limited)]);
    const grown = { ...request, context: { age: 18, product: 'shop' } };

    expect(asked(alone, grown, NOBODY).effect).toBe('deny');
  });

  test('leaves a clause alone that is an exception to it', () => {
    const excepted = policyOf([
      clause('free', use(['reading'], ['statistics']), { exceptTo: ['limited'] }),
      clause('limited', limited),
    ]);

    expect(asked(excepted, request, NOBODY).effect).toBe('permit');
  });
});

describe('a contract that asks for a safeguard outside of a region', () => {
  const clauses = [
    clause('providers', {
      verb: 'share',
      recipients: [
        { recipient: 'inkhouse', data: ['manuscripts'], purposes: ['printing'] },
        { recipient: 'paywell', data: ['card'], purposes: ['billing'] },
      ],
    }),
    clause('safeguards', {
      verb: 'contract',
      recipients: ['inkhouse', 'paywell'],
      missing: 'deny',
      outside: ['EU'],
    }),
  ];
  const signed = { signed: '2025-01-01', document: 'dpa' };
  const abroad: DecisionRequest = {
    action: 'share',
    data: ['card'],
    purpose: 'billing',
    recipient: 'paywell',
  };

  test('asks for none inside of it', () => {
    const inside = { ...abroad, data: ['manuscripts'], purpose: 'printing', recipient: 'inkhouse' };

    expect(asked(policyOf(clauses), inside, NOBODY).effect).toBe('permit');
  });

  test('denies a recipient abroad without one, and permits it with one', () => {
    const without = withPaywell({ contract: signed, country: 'US' });
    const safe = { mechanism: 'standard-contractual-clauses', document: 'scc' } as const;
    const withOne = withPaywell({ contract: signed, country: 'US', transfer: safe });

    expect(asked(without, abroad, NOBODY)).toMatchObject({
      effect: 'deny',
      reasons: ['safeguards'],
      explanation:
        'Sharing of "Payment card" for "Billing" with "Paywell" is denied: no safeguard for the transfer to "Paywell" is on file.',
    });
    expect(asked(withOne, abroad, NOBODY).effect).toBe('permit');
  });

  test('takes a recipient that does not say where it is to be outside', () => {
    const { country: _unknown, ...nowhere } = { contract: signed, country: 'DE' };

    expect(asked(withPaywell(nowhere), abroad, NOBODY).effect).toBe('deny');
  });

  function withPaywell(more: Partial<Recipient>): CompiledPolicy {
    const policy = policyOf(clauses);
    const recipients = policy.vocabulary.recipients.map((each) => {
      const { country: _country, ...rest } = each;
      return each.id === 'paywell' ? { ...rest, ...more } : each;
    });
    return { ...policy, vocabulary: { ...policy.vocabulary, recipients } };
  }
});

type Recipient = CompiledPolicy['vocabulary']['recipients'][number];

function asked(policy: CompiledPolicy, request: DecisionRequest, state: SubjectState): Decision {
  return decide(policy, request, state, NOW);
}
