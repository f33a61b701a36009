import type { CompiledClause, CompiledPolicy } from './compiled-policy.ts';
import type { Rule, Verb } from './rules.ts';

/** A rule and the clause that states it. */
export interface Stated<R extends Rule = Rule> {
  readonly clause: CompiledClause;
  readonly rule: R;
}

/** Every rule of one verb, in page order. */
export function rulesOf<V extends Verb>(
  policy: Pick<CompiledPolicy, 'clauses'>,
  verb: V,
): readonly Stated<Extract<Rule, { readonly verb: V }>>[] {
  const stated = byVerb(policy.clauses).get(verb) ?? [];
  return stated.filter(
    (one): one is Stated<Extract<Rule, { readonly verb: V }>> => one.rule.verb === verb,
  );
}

type ByVerb = ReadonlyMap<Verb, readonly Stated[]>;

/** Sorted out once for a policy: a scan asks ten times for each fact. */
const sorted = new WeakMap<readonly CompiledClause[], ByVerb>();

function byVerb(clauses: readonly CompiledClause[]): ByVerb {
  const known = sorted.get(clauses);
  if (known !== undefined) return known;
  const stated = clauses.flatMap((clause) => clause.rules.map((rule) => ({ clause, rule })));
  const made: ByVerb = Map.groupBy(stated, ({ rule }) => rule.verb);
  sorted.set(clauses, made);
  return made;
}
