import { verbs, type Rule } from '@troth/compiler';
import { opposite, together, type Comparison } from '@troth/orders';
import { policyOf, randomRules } from '@troth/random-policies';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffPolicies } from './diff-policies.ts';

const RUNS = { numRuns: 400, seed: 20_261_123 };

const orders = verbs.map((verb) => ({ key: verb.key, rules: randomRules(verb) }));

describe.each(orders)('the order of promises to $key', ({ rules }) => {
  test('is reflexive: a rule is as tight as itself', () => {
    fc.assert(
      fc.property(rules, (rule) => {
        expect(compared(rule, structuredClone(rule))).toBe('equal');
      }),
      RUNS,
    );
  });

  test('is antisymmetric: the way back is the way there, mirrored', () => {
    fc.assert(
      fc.property(rules, rules, (a, b) => {
        expect(compared(b, a)).toBe(opposite(compared(a, b)));
      }),
      RUNS,
    );
  });

  test('is transitive: tighter than the tighter one is tighter', () => {
    // Three drawn rules rarely stand in a row, so each chain is built upon what is known to be in order.
    const drawn = fc.sample(rules, { seed: RUNS.seed, numRuns: 60 });
    const isTighter = drawn.map((a) => drawn.map((b) => isWithin(compared(a, b))));
    const places = drawn.map((_, place) => place);
    const chains = places.flatMap((a) =>
      places
        .filter((b) => isTighter[a]?.[b])
        .flatMap((b) => places.filter((c) => isTighter[b]?.[c]).map((c) => [a, b, c] as const)),
    );
    const broken = chains.filter(([a, , c]) => !isTighter[a]?.[c]);

    expect(
      chains.some(([a, b, c]) => new Set([a, b, c].map((each) => drawn[each])).size === 3),
    ).toBe(true);
    expect(broken.map((chain) => chain.map((place) => drawn[place]))).toEqual([]);
  });

  test('tells every difference: rules that differ are never equal', () => {
    fc.assert(
      fc.property(rules, rules, (a, b) => {
        fc.pre(!isDoubled(a) && !isDoubled(b));
        const isSame = meaningOf(a) === meaningOf(b);
        expect(compared(a, b) === 'equal' && !isSame ? [a, b] : undefined).toBeUndefined();
      }),
      RUNS,
    );
  });
});

/** Lists promise the same in another order, and so do a parent and its parts beside a parent alone. */
function meaningOf(rule: Rule): string {
  return JSON.stringify(rule, (_key, value: unknown) => {
    if (!Array.isArray(value)) return value;
    const items = value.map((item) => JSON.stringify(item));
    return items.filter((item) => !items.includes(parentOf(item))).toSorted();
  });
}

/** Two entries for one recipient say the same in many ways. */
function isDoubled(rule: Rule): boolean {
  const named = JSON.stringify(rule).match(/"recipient":"[^"]+"/g) ?? [];
  return new Set(named).size < named.length;
}

function parentOf(item: string): string {
  return item.replace(/\.\w+"$/, '"') === item ? '' : item.replace(/\.\w+"$/, '"');
}

function isWithin(comparison: Comparison): boolean {
  return comparison === 'equal' || comparison === 'tightens';
}

/** How the one rule of a clause stands to the one that takes its place. */
function compared(before: Rule, after: Rule): Comparison {
  const { changes } = diffPolicies(policyOf([{ rules: [before] }]), policyOf([{ rules: [after] }]));
  return together(
    changes.map(({ direction }) => (direction === 'editorial' ? 'equal' : direction)),
  );
}
