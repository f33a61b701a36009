import { canonicalJson, sentenceOf, sha256 } from '@troth/compiler';
import { describe, expect, test } from 'vitest';
import { harbour } from '../testing/harbour.ts';
import { mutatePolicy } from './mutate-policy.ts';

const policy = harbour();
const mutants = mutatePolicy(policy);

describe('the wrong policies that tests are tried on', () => {
  test('a window is a little longer, a little shorter and gone, and the sentence follows', () => {
    const erased = mutants.filter(({ clause }) => clause === 'tickets.erased');

    expect(
      erased.map(({ what, direction, policy: { clauses } }) => [
        what,
        direction,
        clauses.filter(({ id }) => id === 'tickets.erased').map(sentenceOf)[0],
      ]),
    ).toEqual([
      ['within: 1 month → 2 months', 'loosens', 'We forget a closed account within 2 months.'],
      ['within: 1 month → 27 days', 'tightens', 'We forget a closed account within 27 days.'],
      ['data: booking dropped', 'loosens', 'We forget a closed account within 1 month.'],
      ['data: trips dropped', 'loosens', 'We forget a closed account within 1 month.'],
      ['erase dropped', 'loosens', 'We forget a closed account within 1 month.'],
    ]);
  });

  test.each([
    [
      'safe.transit',
      ['minimum: TLS 1.2 → TLS 1.1', 'minimum: TLS 1.2 → TLS 1.3', 'encrypt dropped'],
    ],
    ['safe.rest', ['cipher: AES-192 → AES-128', 'cipher: AES-192 → AES-256', 'encrypt dropped']],
    ['tickets.contract', ['with: pier added', 'missing: deny → alarm', 'contract dropped']],
    [
      'safe.staff',
      [
        'to: everybody-else added',
        'systems: another-system added',
        'mfa dropped',
        'fresh: 8 hours → 9 hours',
        'fresh: 8 hours → 7 hours',
        'fresh dropped',
        'restrict dropped',
      ],
    ],
    [
      'tickets.used',
      [
        'data: booking.card dropped from booking',
        'data: trips added',
        'for: news added',
        'only → for',
        'requires: case added',
        'requires: mask added',
        'requires: consent added',
        'use dropped',
      ],
    ],
    [
      'tickets.law',
      [
        'data: booking.name added',
        'data: trips added',
        'retain dropped',
        'exceptTo: tickets.erased dropped',
        'period of bills: 7 years → 8 years',
        'period of bills: 7 years → 6 years',
      ],
    ],
  ])('%s is wrong in each of its ways', (clause, expected) => {
    const found = mutants.filter((mutant) => mutant.clause === clause).map(({ what }) => what);

    expect(found).toEqual(expected);
  });

  test('every verb of the policy is loosened and tightened', () => {
    const verbs = new Set(policy.clauses.flatMap(({ rules }) => rules.map(({ verb }) => verb)));
    const found = [...verbs].map((verb) => {
      const own = mutants.filter(({ of }) => of === verb).map(({ direction }) => direction);
      return [verb, [...new Set(own)].toSorted()];
    });

    // Nothing can be added to what is never sold here: it is all there is.
    expect(found).toEqual(
      [...verbs].map((verb) => [verb, verb === 'never' ? ['loosens'] : ['loosens', 'tightens']]),
    );
    expect(verbs.size).toBe(12);
  });

  test('a promise about changes or the page is wrong in each of its ways', () => {
    const found = mutants
      .filter(({ clause }) => clause === 'policy')
      .map(({ what, direction }) => `${what} ${direction}`);

    expect(found).toEqual([
      'notice_days: 30 → 29 loosens',
      'notice_days: 30 → 31 tightens',
      'approvals.loosens: legal dropped loosens',
      'approvals.loosens: another-role added tightens',
      'approvals.tightens: another-role added tightens',
      'page.status: internal → public tightens',
    ]);
  });

  test('each differs from the policy in one clause, law or setting, has a name of its own and its own hash', () => {
    const hashes = new Set(mutants.map((mutant) => mutant.policy.hash));

    for (const { clause, policy: wrong } of mutants) {
      const { hash, ...content } = wrong;
      const changed = wrong.clauses.filter(
        (own, place) => canonicalJson(own) !== canonicalJson(policy.clauses[place]),
      );
      const isLaw = canonicalJson(wrong.vocabulary) !== canonicalJson(policy.vocabulary);
      const isBesides = isLaw || clause === 'policy';
      expect(hash).toBe(sha256(canonicalJson(content)));
      expect(changed.map(({ id }) => id)).toEqual(isBesides ? [] : [clause]);
    }
    expect(hashes.size).toBe(mutants.length);
    expect(hashes.has(policy.hash)).toBe(false);
  });
});
