import type { CompiledClause, CompiledPolicy, Rule } from '@troth/compiler';
import fc from 'fast-check';
import { frame } from './frame.ts';

interface Drawn {
  readonly rules: readonly Rule[];
  /** Places of other clauses. */
  readonly exceptTo: readonly number[];
  readonly narrows: readonly number[];
}

const MOST_CLAUSES = 6;

/** Whatever clauses of such rules, with exceptions and narrowings between them. */
export function randomPolicies(rules: fc.Arbitrary<Rule>): fc.Arbitrary<CompiledPolicy> {
  const references = fc.oneof(
    { weight: 3, arbitrary: fc.constant<number[]>([]) },
    { weight: 1, arbitrary: fc.array(fc.nat(MOST_CLAUSES - 1), { maxLength: 2 }) },
  );
  const clause = fc.record({
    rules: fc.array(rules, { minLength: 1, maxLength: 2 }),
    exceptTo: references,
    narrows: references,
  });
  return fc.array(clause, { minLength: 1, maxLength: MOST_CLAUSES }).map(policyOf);
}

/** A policy of these clauses: `c0`, `c1` and so on. */
export function policyOf(drawn: readonly Partial<Drawn>[]): CompiledPolicy {
  const clauses = drawn.map(
    ({ rules = [], exceptTo = [], narrows = [] }, place): CompiledClause => {
      const named = (places: readonly number[]): string[] =>
        [...new Set(places)]
          .filter((other) => other !== place && other < drawn.length)
          .map((other) => `c${other}`);
      return {
        id: `c${place}`,
        section: 'all',
        layout: 'paragraph',
        text: [{ kind: 'text', text: 'x' }],
        rules,
        exceptTo: named(exceptTo),
        narrows: named(narrows),
        formerly: [],
      };
    },
  );
  return { ...frame, sections: [{ id: 'all', clauses: clauses.map(({ id }) => id) }], clauses };
}
