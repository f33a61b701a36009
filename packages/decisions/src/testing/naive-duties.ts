import type { CompiledClause, CompiledPolicy, Rule } from '@troth/compiler';
import type { DecisionRequest, Obligation } from '../decision.ts';
import { covers } from './naive-tree.ts';

type OfVerb<V extends Rule['verb']> = Extract<Rule, { verb: V }>;

/** What is owed for the data themselves, read off every clause. */
export function naiveDuties(policy: CompiledPolicy, request: DecisionRequest): Obligation[] {
  const isKept = request.action === 'collect' || request.action === 'store';
  const isHanded = request.action === 'share' || request.action === 'disclose';
  return [
    ...(isKept ? atRest(policy, request) : []),
    ...(isHanded ? inTransit(policy) : []),
    ...(isKept ? deletions(policy, request) : []),
  ];
}

function atRest(policy: CompiledPolicy, { data }: DecisionRequest): Obligation[] {
  const rules = stated(policy, 'encrypt').flatMap(({ clause, rule }) =>
    rule.scope === 'at-rest' ? [{ clause, rule }] : [],
  );
  if (rules.length === 0) return [];
  const bits = Math.max(...rules.map(({ rule }) => rule.cipher.bits));
  const fields = rules.flatMap(({ rule }) =>
    data.flatMap((category) => partsOf(category, rule.fields ?? [], policy)),
  );
  return [
    {
      type: 'encrypt',
      scope: 'at-rest',
      algorithm: 'AES',
      bits: bits === 256 ? 256 : bits === 192 ? 192 : 128,
      ...(fields.length > 0 ? { fields: [...new Set(fields)] } : {}),
      clauses: [...new Set(rules.map(({ clause }) => clause.id))],
    },
  ];
}

function inTransit(policy: CompiledPolicy): Obligation[] {
  const rules = stated(policy, 'encrypt').flatMap(({ clause, rule }) =>
    rule.scope === 'in-transit' ? [{ clause, rule }] : [],
  );
  const minimum = rules
    .map(({ rule }) => rule.minimum)
    .toSorted()
    .at(-1);
  if (minimum === undefined) return [];
  const clauses = [...new Set(rules.map(({ clause }) => clause.id))];
  return [{ type: 'encrypt', scope: 'in-transit', minimum, clauses }];
}

function deletions(policy: CompiledPolicy, { data }: DecisionRequest): Obligation[] {
  const found = new Map<string, Obligation & { type: 'delete-by' }>();
  for (const { clause, rule } of stated(policy, 'erase')) {
    const parts = data.flatMap((category) => partsOf(category, rule.data, policy));
    if (parts.length === 0) continue;
    const unless = policy.clauses.filter(
      ({ exceptTo, rules }) =>
        exceptTo.includes(clause.id) &&
        rules.some((other) => other.verb === 'retain' && other.obligations.length > 0),
    );
    const key = JSON.stringify([clause.id, rule.after, rule.within, rule.stages?.backups]);
    const known = found.get(key)?.data ?? [];
    found.set(key, {
      type: 'delete-by',
      data: [...new Set([...known, ...parts])],
      after: rule.after,
      within: rule.within,
      ...(rule.stages?.backups ? { backups: rule.stages.backups } : {}),
      clause: clause.id,
      ...(unless.length > 0 ? { unless: unless.map(({ id }) => id) } : {}),
    });
  }
  return [...found.values()];
}

/** The category, where the list covers it; else its parts that the list names. */
function partsOf(category: string, data: readonly string[], policy: CompiledPolicy): string[] {
  if (covers(policy, data, category)) return [category];
  return policy.vocabulary.categories
    .map(({ id }) => id)
    .filter((id) => data.includes(id) && covers(policy, [category], id));
}

function stated<V extends Rule['verb']>(
  policy: CompiledPolicy,
  verb: V,
): { clause: CompiledClause; rule: OfVerb<V> }[] {
  return policy.clauses.flatMap((clause) =>
    clause.rules
      .filter((rule): rule is OfVerb<V> => rule.verb === verb)
      .map((rule) => ({ clause, rule })),
  );
}
