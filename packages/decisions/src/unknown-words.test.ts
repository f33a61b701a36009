import { describe, expect, test } from 'vitest';
import { compileDecider } from './decider.ts';
import type { DecisionRequest } from './decision.ts';
import { northwind, policyOf } from './testing/northwind.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const STATE = { optOuts: [], restricted: false };
const GOOD: DecisionRequest = {
  action: 'share',
  data: ['card.brand'],
  purpose: 'billing',
  recipient: 'paywell',
};
const STRANGE = [
  '',
  ' ',
  'nobody',
  'BILLING',
  'card.',
  'card.brand.more',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '*',
  '\u0000',
  '💥',
  'x'.repeat(100_000),
];

describe('words the policy does not know', () => {
  const decider = compileDecider(northwind);

  test('the request is permitted before a word is changed', () => {
    expect(decider.decide(GOOD, STATE, NOW).effect).toBe('permit');
  });

  test.each(STRANGE.map((id) => [id.slice(0, 20), id]))(
    '%j denies wherever it stands, and says by which clauses',
    (_shown, id) => {
      const requests: DecisionRequest[] = [
        { ...GOOD, data: [id] },
        { ...GOOD, data: ['card.brand', id] },
        { ...GOOD, purpose: id },
        { ...GOOD, recipient: id },
        { ...GOOD, subject: { id: 's1', region: id } },
      ];

      const decisions = requests.map((request) => decider.decide(request, STATE, NOW));

      for (const decision of decisions) {
        expect(decision.effect).toBe('deny');
        expect(decision.reasons).toEqual(['providers']);
        expect(decision.explanation.length).toBeLessThan(400);
      }
    },
  );

  test('a request for no data is denied', () => {
    expect(decider.decide({ ...GOOD, data: [] }, STATE, NOW).effect).toBe('deny');
  });

  test('the sentence says which word is unknown', () => {
    const { explanation } = decider.decide({ ...GOOD, purpose: 'bling' }, STATE, NOW);

    expect(explanation).toBe(
      'Sharing of "Card brand" for "bling" with "Paywell" is denied: the policy knows no purpose "bling".',
    );
  });

  test.each(['EU', 'DE', 'US', 'US-CA', 'GB-SCT', 'JP'])('%s is a region', (region) => {
    const request = { ...GOOD, subject: { id: 's1', region } };

    expect(decider.decide(request, STATE, NOW).effect).toBe('permit');
  });

  test.each(['UK', 'XX', 'XX-CA', 'US-', 'US-CALIF', 'us', 'de', 'EU-DE', 'USA'])(
    '%s is none',
    (region) => {
      const request = { ...GOOD, subject: { id: 's1', region } };

      expect(decider.decide(request, STATE, NOW).effect).toBe('deny');
    },
  );

  test('a policy without clauses denies everything', () => {
    const decision = compileDecider(policyOf([])).decide(GOOD, STATE, NOW);

    expect(decision.effect).toBe('deny');
    expect(decision.reasons).toEqual([]);
  });
});
