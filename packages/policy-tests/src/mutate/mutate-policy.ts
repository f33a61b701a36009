import {
  canonicalJson,
  sha256,
  verbOf,
  windowMutations,
  type CompiledClause,
  type CompiledPolicy,
  type Leaning,
  type Rule,
} from '@troth/compiler';
import { opposite } from '@troth/orders';
import { rebound } from './bindings.ts';
import type { Mutant } from './mutant.ts';
import { settingMutants } from './settings.ts';

/**
 * Every policy that is wrong in one place, in page order: each rule loosened and
 * tightened a little, and dropped; each reference between clauses dropped; each law's period moved; then
 * each setting.
 */
export function mutatePolicy(policy: CompiledPolicy): readonly Mutant[] {
  return [
    ...policy.clauses.flatMap((clause, place) => {
      const put = (changed: CompiledClause): CompiledPolicy =>
        hashed({ ...policy, clauses: policy.clauses.with(place, changed) });
      return [...ofRules(clause, policy, put), ...ofReferences(clause, put)];
    }),
    ...ofLaws(policy),
    ...settingMutants(policy, hashed),
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
    const verb = verbOf(rule);
    return [
      ...verb.mutations(rule, vocabulary).map(({ what, direction, rule: mutated }): Mutant => ({
        ...ofRule(clause, rule, direction),
        what,
        policy: put(rebound(clause, clause.rules.with(place, mutated), vocabulary)),
      })),
      {
        ...ofRule(clause, rule, opposite(verb.order.stated(rule))),
        what: `${rule.verb} dropped`,
        policy: put({
          ...rebound(clause, without, vocabulary),
          // A clause must say why it has no rule.
          ...(without.length === 0 && { informational: 'its rule was dropped' }),
        }),
      },
    ];
  });
}

/** Where the mutant stands. A promise that is too wide lets through what the right answer denies. */
function ofRule(
  { id }: CompiledClause,
  rule: Rule,
  direction: Leaning,
): Omit<Mutant, 'what' | 'policy'> {
  const answer = direction === 'loosens' ? 'deny' : 'permit';
  return { clause: id, direction, of: rule.verb, noticedBy: verbOf(rule).noticedBy(answer) };
}

function ofReferences(clause: CompiledClause, put: Put): readonly Mutant[] {
  const { id, exceptTo, narrows } = clause;
  return [
    ...exceptTo.map((other): Mutant => ({
      clause: id,
      what: `exceptTo: ${other} dropped`,
      direction: 'tightens',
      of: 'clause',
      noticedBy: BY_REFERENCE,
      policy: put({ ...clause, exceptTo: exceptTo.filter((each) => each !== other) }),
    })),
    ...narrows.map((other): Mutant => ({
      clause: id,
      what: `narrows: ${other} dropped`,
      direction: 'loosens',
      of: 'clause',
      noticedBy: BY_REFERENCE,
      policy: put({ ...clause, narrows: narrows.filter((each) => each !== other) }),
    })),
  ];
}

const BY_REFERENCE = 'a case in which only the other clause decides, or an `event:` with `kept:`';

/** A law's period is a rule of the clause that names the law. */
function ofLaws(policy: CompiledPolicy): readonly Mutant[] {
  return policy.vocabulary.obligations.flatMap((law, place) => {
    const stated = policy.clauses
      .flatMap((clause) => clause.rules.map((rule) => ({ clause, rule })))
      .find(({ rule }) => rule.verb === 'retain' && rule.obligations.includes(law.id));
    if (stated === undefined) return [];
    return windowMutations(`period of ${law.id}`, law.period).map(
      ({ what, direction, value }): Mutant => ({
        ...ofRule(stated.clause, stated.rule, direction),
        what,
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
