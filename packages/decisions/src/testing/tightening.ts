import type { CompiledClause, CompiledPolicy, Rule, UseConditions } from '@troth/compiler';

type OfVerb<V extends Rule['verb']> = Extract<Rule, { verb: V }>;

/**
 * Every way to change one thing of one clause so that less is permitted: a word taken from what permits,
 * a word added to what refuses, one condition more, an exception less.
 */
export function tightenings(policy: CompiledPolicy): readonly CompiledPolicy[] {
  return policy.clauses.flatMap((clause, place) => [
    ...clause.rules.flatMap((rule, number) =>
      // What a clause that narrows others no longer permits, it no longer narrows either.
      tighter(rule, clause.narrows.length > 0).map((changed) =>
        withClause(policy, place, { ...clause, rules: clause.rules.with(number, changed) }),
      ),
    ),
    ...oneFewer(clause.exceptTo).map((exceptTo) =>
      withClause(policy, place, { ...clause, exceptTo }),
    ),
  ]);
}

function withClause(policy: CompiledPolicy, place: number, clause: CompiledClause): CompiledPolicy {
  return { ...policy, clauses: policy.clauses.with(place, clause) };
}

function tighter(rule: Rule, narrows: boolean): readonly Rule[] {
  if (rule.verb === 'collect') return fewer(rule, ['data', 'purposes']);
  if (rule.verb === 'use') return [...(narrows ? [] : usedLess(rule)), ...conditioned(rule)];
  if (rule.verb === 'limit') return [...fewerStated(rule), ...conditioned(rule)];
  return rule.verb === 'share' ? sharedLess(rule) : tighterBesides(rule);
}

function tighterBesides(rule: Rule): readonly Rule[] {
  if (rule.verb === 'contract') {
    const inside = oneFewer(rule.outside ?? []).map((outside) => ({ ...rule, outside }));
    return [{ ...rule, missing: 'deny' }, ...inside];
  }
  if (rule.verb === 'disclose') {
    const onFewer = oneFewer(rule.bases).map((bases) => ({ ...rule, bases }));
    return [...fewer(rule, ['data']), ...onFewer, { ...rule, notify: true }];
  }
  if (rule.verb === 'restrict') {
    return [
      { ...rule, mfa: true },
      { ...rule, fresh: { amount: 1, unit: 'hour' } },
    ];
  }
  if (rule.verb !== 'grant') return [];
  return [{ ...rule, rights: [...rule.rights, 'object'], data: [] }];
}

/** An exclusive use keeps others out of its data, so it loses a purpose but no data. */
function usedLess(rule: OfVerb<'use'>): readonly Rule[] {
  return rule.exclusive ? fewer(rule, ['purposes']) : fewer(rule, ['data', 'purposes']);
}

/** A limit permits nothing: it only ever grows. */
function fewerStated(rule: OfVerb<'limit'>): readonly Rule[] {
  return [{ ...rule, data: [...new Set([...rule.data, 'account'])] }];
}

function sharedLess(rule: OfVerb<'share'>): readonly Rule[] {
  return rule.recipients.flatMap((entry, place) => [
    { ...rule, recipients: rule.recipients.toSpliced(place, 1) },
    ...[{ ...entry, consent: true as const }, ...fewer(entry, ['data', 'purposes'])].map(
      (changed) => ({ ...rule, recipients: rule.recipients.with(place, changed) }),
    ),
  ]);
}

function conditioned<R extends OfVerb<'use' | 'limit'>>(rule: R): readonly R[] {
  return further(rule.conditions).map((conditions) => ({ ...rule, conditions }));
}

function further(given: UseConditions): readonly UseConditions[] {
  return [
    { ...given, aggregate: { minimum: (given.aggregate?.minimum ?? 1) + 5 } },
    { ...given, kinds: given.kinds?.slice(1) ?? ['order'] },
    { ...given, minimumAge: (given.minimumAge ?? 12) + 3 },
    { ...given, products: given.products?.slice(1) ?? ['shop'] },
    ...(['optOut', 'case', 'log', 'mask', 'notify', 'consent'] as const).map((name) => ({
      ...given,
      [name]: true,
    })),
    { ...given, beneficiary: 'data-subject' },
  ];
}

function fewer<K extends string, R extends Readonly<Record<K, readonly string[]>>>(
  rule: R,
  fields: readonly K[],
): readonly R[] {
  return fields.flatMap((field) =>
    oneFewer(rule[field]).map((words) => ({ ...rule, [field]: words })),
  );
}

/** The list without its first, without its second, … */
function oneFewer<T>(words: readonly T[]): readonly (readonly T[])[] {
  return words.map((_, place) => words.toSpliced(place, 1));
}
