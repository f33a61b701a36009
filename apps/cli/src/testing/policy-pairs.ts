import type { CompiledClause, CompiledPolicy, Rule } from '@troth/compiler';
import { mutatePolicy } from '@troth/policy-tests';
import { randomPolicies } from '@troth/random-policies';
import fc from 'fast-check';

interface Draw {
  readonly place: number;
  readonly drawn: number;
  readonly rule: Rule;
}

type Edit = (policy: CompiledPolicy, draw: Draw) => CompiledPolicy;

const mutated: Edit = (policy, { drawn }) => {
  const mutants = mutatePolicy(policy);
  return mutants[drawn % mutants.length]?.policy ?? policy;
};

const ruleSwapped: Edit = (policy, { place, drawn, rule }) =>
  edited(policy, place, (clause) => ({
    ...clause,
    rules: clause.rules.toSpliced(drawn % (clause.rules.length + 1), 1, rule),
  }));

const ruleAdded: Edit = (policy, { place, rule }) =>
  edited(policy, place, (clause) => ({ ...clause, rules: [...clause.rules, rule] }));

const ruleDropped: Edit = (policy, { place, drawn }) =>
  edited(policy, place, (clause) => ({
    ...clause,
    rules: clause.rules.toSpliced(drawn % (clause.rules.length + 1), 1),
  }));

const clauseAdded: Edit = (policy, { place, drawn, rule }) => ({
  ...policy,
  clauses: [...policy.clauses, newClause(`n${drawn % 9}`, policy, { place, drawn, rule })],
});

const clauseDropped: Edit = (policy, { place }) => ({
  ...policy,
  clauses: policy.clauses.toSpliced(place % policy.clauses.length, 1),
});

const referenceChanged: Edit = (policy, { place, drawn }) =>
  edited(policy, place, (clause) => {
    const key = drawn % 2 === 0 ? 'exceptTo' : 'narrows';
    const other = policy.clauses[drawn % policy.clauses.length]?.id;
    if (other === undefined || other === clause.id) return { ...clause, [key]: [] };
    const isNamed = clause[key].includes(other);
    const others = clause[key].filter((id) => id !== other);
    return { ...clause, [key]: isNamed ? others : [...others, other] };
  });

const EDITS: readonly Edit[] = [
  mutated,
  mutated,
  ruleSwapped,
  ruleAdded,
  ruleDropped,
  clauseAdded,
  clauseDropped,
  referenceChanged,
];

/** Two policies of such rules, a few edits apart, of any kind, so that the diff often has an order for the two. */
export function policyPairs(
  rules: fc.Arbitrary<Rule>,
): fc.Arbitrary<readonly [CompiledPolicy, CompiledPolicy]> {
  const edit = fc.record({
    edit: fc.constantFrom(...EDITS),
    draw: fc.record({ place: fc.nat(), drawn: fc.nat(), rule: rules }),
  });
  return fc
    .tuple(randomPolicies(rules), fc.array(edit, { minLength: 1, maxLength: 3 }))
    .map(([base, edits]) => [base, edits.reduce(applied, base)]);
}

function applied(
  policy: CompiledPolicy,
  { edit, draw }: { readonly edit: Edit; readonly draw: Draw },
): CompiledPolicy {
  return policy.clauses.length === 0 ? policy : edit(policy, draw);
}

function edited(
  policy: CompiledPolicy,
  place: number,
  change: (clause: CompiledClause) => CompiledClause,
): CompiledPolicy {
  return {
    ...policy,
    clauses: policy.clauses.map((clause, number) =>
      number === place % policy.clauses.length ? change(clause) : clause,
    ),
  };
}

/** By itself, or an exception to another, or narrowing it. */
function newClause(
  id: string,
  policy: CompiledPolicy,
  { place, drawn, rule }: Draw,
): CompiledClause {
  const other = policy.clauses[place % policy.clauses.length]?.id;
  const named = other === undefined || other === id ? [] : [other];
  return {
    id,
    section: 'all',
    layout: 'paragraph',
    text: [{ kind: 'text', text: 'x' }],
    rules: [rule],
    exceptTo: drawn % 3 === 1 ? named : [],
    narrows: drawn % 3 === 2 ? named : [],
    formerly: [],
  };
}
