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
  return policy.clauses.flatMap((clause) =>
    clause.rules
      .filter((rule): rule is Extract<Rule, { readonly verb: V }> => rule.verb === verb)
      .map((rule) => ({ clause, rule })),
  );
}
