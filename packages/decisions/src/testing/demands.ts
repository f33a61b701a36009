import type {
  CompiledClause,
  CompiledPolicy,
  Duration,
  Rule,
  UseConditions,
} from '@troth/compiler';
import type { DecisionRequest, Obligation } from '../decision.ts';

type OfVerb<V extends Rule['verb']> = Extract<Rule, { verb: V }>;

/** Every way to demand one thing more of who is permitted something, without permitting less. */
export function furtherDemands(policy: CompiledPolicy): readonly CompiledPolicy[] {
  return policy.clauses.flatMap((clause, place) =>
    clause.rules.flatMap((rule, number) =>
      demanding(rule).map((changed): CompiledPolicy => {
        const rules = clause.rules.with(number, changed);
        return { ...policy, clauses: policy.clauses.with(place, { ...clause, rules }) };
      }),
    ),
  );
}

/** A policy with a clause at its end that only demands. */
export function withDemand(policy: CompiledPolicy, rule: Rule): CompiledPolicy {
  const [first] = policy.clauses;
  if (first === undefined) return policy;
  const added: CompiledClause = { ...first, id: 'new', rules: [rule], exceptTo: [], narrows: [] };
  return { ...policy, clauses: [...policy.clauses, added] };
}

/** The request, saying nothing of what it could see to itself: then nothing of that can fail. */
export function leavingOpen({ context, ...request }: DecisionRequest): DecisionRequest {
  const { aggregate: _, groupSize: _2, mask: _3, log: _4, notify: _5, ...rest } = context ?? {};
  const { authTime: _6, ...actor } = request.actor ?? { id: 'a1', kind: 'service' };
  return { ...request, actor, context: rest };
}

/** Whether who sees to the one list has seen to what the other asks. */
export function isMetBy(owed: Obligation, later: readonly Obligation[]): boolean {
  return later.some((other) => {
    if (owed.type === 'aggregate')
      return other.type === 'aggregate' && other.minimum >= owed.minimum;
    if (owed.type === 'reauthenticate')
      return other.type === 'reauthenticate' && other.withinSeconds <= owed.withinSeconds;
    if (owed.type === 'kind')
      return other.type === 'kind' && other.allowed.every((kind) => owed.allowed.includes(kind));
    if (owed.type === 'delete-by') return other.type === 'delete-by' && isSooner(owed, other);
    return owed.type === 'encrypt' ? isStronger(owed, other) : other.type === owed.type;
  });
}

function isSooner(
  owed: Extract<Obligation, { type: 'delete-by' }>,
  other: Extract<Obligation, { type: 'delete-by' }>,
): boolean {
  return (
    other.clause === owed.clause &&
    other.after === owed.after &&
    isShorter(other.within, owed.within) &&
    (owed.backups === undefined ||
      other.backups === undefined ||
      isShorter(other.backups, owed.backups)) &&
    owed.data.every((id) => isWithin(id, other.data))
  );
}

/** The names of these policies say what is part of what. */
function isWithin(id: string, data: readonly string[]): boolean {
  return data.some((above) => id === above || id.startsWith(`${above}.`));
}

function isShorter(one: Duration, other: Duration): boolean {
  return one.unit === other.unit && one.amount <= other.amount;
}

function isStronger(owed: Extract<Obligation, { type: 'encrypt' }>, other: Obligation): boolean {
  if (other.type !== 'encrypt') return false;
  if (owed.scope === 'in-transit')
    return other.scope === 'in-transit' && other.minimum >= owed.minimum;
  const fields = other.scope === 'at-rest' ? (other.fields ?? []) : [];
  return (
    other.scope === 'at-rest' &&
    other.bits >= owed.bits &&
    (owed.fields ?? []).every((id) => isWithin(id, fields))
  );
}

function demanding(rule: Rule): readonly Rule[] {
  if (rule.verb === 'use' || rule.verb === 'limit') {
    return further(rule.conditions).map((conditions) => ({ ...rule, conditions }));
  }
  if (rule.verb === 'disclose') return [{ ...rule, notify: true }];
  if (rule.verb === 'erase') return erasingMore(rule);
  if (rule.verb === 'encrypt') return [encryptingMore(rule)];
  return rule.verb === 'restrict' ? [{ ...rule, fresh: { amount: 1, unit: 'hour' } }] : [];
}

/** Conditions that are owed where nobody speaks of them. */
function further(given: UseConditions): readonly UseConditions[] {
  return [
    { ...given, aggregate: { minimum: (given.aggregate?.minimum ?? 1) + 5 } },
    { ...given, mask: true },
    { ...given, log: true },
    { ...given, notify: true },
  ];
}

function erasingMore(rule: OfVerb<'erase'>): readonly Rule[] {
  const { within } = rule;
  const sooner = { ...within, amount: Math.max(1, within.amount - 1) };
  return [
    { ...rule, within: sooner },
    { ...rule, data: [...new Set([...rule.data, 'account', 'card'])] },
  ];
}

function encryptingMore(rule: OfVerb<'encrypt'>): Rule {
  if (rule.scope === 'in-transit') return { ...rule, minimum: '1.3' };
  const fields = [...new Set([...(rule.fields ?? []), 'account.email'])];
  return { ...rule, cipher: { ...rule.cipher, bits: 256 }, fields };
}
