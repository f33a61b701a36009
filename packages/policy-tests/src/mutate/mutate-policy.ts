import { canonicalJson, sha256, type CompiledClause, type CompiledPolicy } from '@troth/compiler';
import { rebound } from './bindings.ts';
import type { Mutant } from './mutant.ts';
import { directionOfDropped, mutationsOf } from './mutations-of.ts';
import { windowMutations } from './window.ts';

/**
 * Every policy that is wrong about one rule in one place, in page order: each rule loosened and
 * tightened a little, and dropped; each reference between clauses dropped; each law's period moved.
 */
export function mutatePolicy(policy: CompiledPolicy): readonly Mutant[] {
  return [
    ...policy.clauses.flatMap((clause, place) => {
      const put = (changed: CompiledClause): CompiledPolicy =>
        hashed({ ...policy, clauses: policy.clauses.with(place, changed) });
      return [...ofRules(clause, policy, put), ...ofReferences(clause, put)];
    }),
    ...ofLaws(policy),
  ];
}

type Put = (changed: CompiledClause) => CompiledPolicy;

function ofRules(
  clause: CompiledClause,
  { vocabulary }: CompiledPolicy,
  put: Put,
): readonly Mutant[] {
  return clause.rules.flatMap((rule, place) => {
    const without = clause.rules.toSpliced(place, 1);
    return [
      ...mutationsOf(rule, vocabulary).map(({ what, direction, rule: mutated }): Mutant => ({
        clause: clause.id,
        what,
        direction,
        of: rule.verb,
        policy: put(rebound(clause, clause.rules.with(place, mutated), vocabulary)),
      })),
      {
        clause: clause.id,
        what: `${rule.verb} dropped`,
        direction: directionOfDropped(rule),
        of: rule.verb,
        policy: put({
          ...rebound(clause, without, vocabulary),
          // A clause must say why it has no rule.
          ...(without.length === 0 && { informational: 'its rule was dropped' }),
        }),
      },
    ];
  });
}

function ofReferences(clause: CompiledClause, put: Put): readonly Mutant[] {
  const { id, exceptTo, narrows } = clause;
  return [
    ...exceptTo.map((other): Mutant => ({
      clause: id,
      what: `exceptTo: ${other} dropped`,
      direction: 'tightens',
      of: 'clause',
      policy: put({ ...clause, exceptTo: exceptTo.filter((each) => each !== other) }),
    })),
    ...narrows.map((other): Mutant => ({
      clause: id,
      what: `narrows: ${other} dropped`,
      direction: 'loosens',
      of: 'clause',
      policy: put({ ...clause, narrows: narrows.filter((each) => each !== other) }),
    })),
  ];
}

/** A law's period is a rule of the clause that names the law. */
function ofLaws(policy: CompiledPolicy): readonly Mutant[] {
  return policy.vocabulary.obligations.flatMap((law, place) => {
    const clause = policy.clauses.find(({ rules }) =>
      rules.some((rule) => rule.verb === 'retain' && rule.obligations.includes(law.id)),
    );
    if (clause === undefined) return [];
    return windowMutations(`period of ${law.id}`, law.period).map(
      ({ what, direction, value }): Mutant => ({
        clause: clause.id,
        what,
        direction,
        of: 'retain',
        policy: hashed({
          ...policy,
          vocabulary: {
            ...policy.vocabulary,
            obligations: policy.vocabulary.obligations.with(place, { ...law, period: value }),
          },
        }),
      }),
    );
  });
}

function hashed(changed: CompiledPolicy): CompiledPolicy {
  const { hash: _, ...content } = changed;
  return { ...content, hash: sha256(canonicalJson(content)) };
}
