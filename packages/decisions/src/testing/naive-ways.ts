import type { CompiledClause, CompiledPolicy, Rule, UseConditions } from '@troth/compiler';
import type { DecisionRequest, SubjectState } from '../decision.ts';
import { covers, objectorsTo, touches } from './naive-tree.ts';

export interface World {
  readonly policy: CompiledPolicy;
  readonly request: DecisionRequest;
  readonly state: SubjectState;
  readonly now: Date;
}

/** A rule by which a clause would permit, and what else must then hold. */
export interface Way {
  readonly clause: CompiledClause;
  readonly together: readonly string[];
  /** The recipient and the source asked for are those of the rule. */
  readonly fits: boolean;
  readonly needs: readonly Need[];
}

export interface Need {
  readonly blame: readonly string[];
  readonly conditions: UseConditions;
}

export function waysOf(world: World, category: string): readonly Way[] {
  return world.policy.clauses.flatMap((clause) =>
    clause.rules.flatMap((rule) => wayOf(rule, clause, category, world)),
  );
}

function wayOf(rule: Rule, clause: CompiledClause, category: string, world: World): readonly Way[] {
  const needs = commonNeeds(world.policy, clause, category, world.request);
  const plain: Way = { clause, together: [], fits: true, needs };
  const { action } = world.request;
  if (action === 'share') return sharing(rule, plain, category, world);
  if (action === 'disclose') {
    if (rule.verb !== 'disclose' || !covers(world.policy, rule.data, category)) return [];
    if (rule.notify !== true) return [plain];
    return [{ ...plain, needs: [{ blame: [clause.id], conditions: { notify: true } }, ...needs] }];
  }
  const collected = rule.verb === 'collect' ? collecting(rule, plain, category, world) : [];
  const used = rule.verb === 'use' ? using(rule, plain, category, world) : [];
  return [...collected, ...used];
}

function sharing(
  rule: Rule,
  plain: Way,
  category: string,
  { policy, request }: World,
): readonly Way[] {
  if (rule.verb !== 'share') return [];
  return rule.recipients
    .filter(
      ({ data, purposes }) => covers(policy, data, category) && purposes.includes(request.purpose),
    )
    .map(({ recipient, consent }) => ({
      ...plain,
      fits: recipient === request.recipient,
      needs: consent
        ? [{ blame: [plain.clause.id], conditions: { consent } }, ...plain.needs]
        : plain.needs,
    }));
}

function using(
  { data, purposes, conditions }: Extract<Rule, { verb: 'use' }>,
  plain: Way,
  category: string,
  { policy, request }: World,
): readonly Way[] {
  if (request.action === 'collect' || !purposes.includes(request.purpose)) return [];
  if (!covers(policy, data, category)) return [];
  return [{ ...plain, needs: [{ blame: [plain.clause.id], conditions }, ...plain.needs] }];
}

function collecting(
  rule: Extract<Rule, { verb: 'collect' }>,
  plain: Way,
  category: string,
  { policy, request }: World,
): readonly Way[] {
  if (!covers(policy, rule.data, category)) return [];
  const isNamed = rule.purposes.includes(request.purpose);
  if (request.action === 'use' || request.action === 'access') return isNamed ? [plain] : [];
  const together = isNamed ? [] : usesNaming(policy, request.purpose, category);
  if (!isNamed && together.length === 0) return [];
  return [{ ...plain, together, fits: comesFromThere(rule, request) }];
}

function usesNaming(policy: CompiledPolicy, purpose: string, category: string): readonly string[] {
  return policy.clauses
    .filter(({ rules }) =>
      rules.some(
        (rule) =>
          rule.verb === 'use' &&
          rule.purposes.includes(purpose) &&
          covers(policy, rule.data, category),
      ),
    )
    .map(({ id }) => id);
}

function comesFromThere(
  { source, from }: Extract<Rule, { verb: 'collect' }>,
  { context, recipient }: DecisionRequest,
): boolean {
  const origins: readonly string[] = source === 'recipient' ? from : [source];
  if (context?.source !== undefined && !origins.includes(context.source)) return false;
  const isThrough = source !== 'recipient' && from.length > 0;
  return !isThrough || recipient === undefined || from.includes(recipient);
}

/** What narrowing clauses, exclusive uses, limits and recorded objections ask of every permit. */
function commonNeeds(
  policy: CompiledPolicy,
  clause: CompiledClause,
  category: string,
  { action, purpose }: DecisionRequest,
): readonly Need[] {
  const narrowers = narrowersOf(policy, clause.id, new Set());
  const needs = policy.clauses.flatMap((by) =>
    by.rules.flatMap((rule): Need[] => {
      if (rule.verb !== 'use' && rule.verb !== 'limit') return [];
      if (!rule.purposes.includes(purpose) || !touches(policy, rule.data, category)) return [];
      const isExcepted = clause.exceptTo.includes(by.id);
      if (rule.verb === 'limit') {
        return isExcepted ? [] : [{ blame: [by.id], conditions: rule.conditions }];
      }
      const binds = narrowers.has(by.id) || (rule.exclusive && !isExcepted);
      return binds ? [{ blame: [by.id], conditions: rule.conditions }] : [];
    }),
  );
  const objectors = objectorsTo(policy, purpose, category);
  if (objectors.length > 0 && action !== 'disclose') {
    needs.push({ blame: objectors, conditions: { optOut: true } });
  }
  return needs;
}

function narrowersOf(policy: CompiledPolicy, id: string, seen: Set<string>): Set<string> {
  for (const clause of policy.clauses) {
    if (!clause.narrows.includes(id) || seen.has(clause.id)) continue;
    seen.add(clause.id);
    narrowersOf(policy, clause.id, seen);
  }
  return seen;
}

/** Ids of all clauses whose demand this way does not meet. */
export function failures(way: Way, world: World, category: string): readonly string[] {
  const lists = way.needs.flatMap(({ conditions }) => (conditions.kinds ? [conditions.kinds] : []));
  const isEmpty = !lists[0]?.some((kind) => lists.every((list) => list.includes(kind)));
  return [
    ...way.needs.flatMap((need) => (isUnmet(need, world) ? need.blame : [])),
    ...way.needs.flatMap(({ blame, conditions }) => (conditions.kinds && isEmpty ? blame : [])),
    ...way.needs.flatMap(({ blame, conditions }) =>
      conditions.optOut === true && world.state.optOuts.includes(world.request.purpose)
        ? [...blame, ...objectorsTo(world.policy, world.request.purpose, category)]
        : [],
    ),
    ...(isUnfounded(way, world) ? [way.clause.id] : []),
    ...contractsMissing(world),
    ...safeguardsMissing(world),
  ];
}

function isUnmet({ conditions }: Need, { request, state }: World): boolean {
  const { context = {}, subject, purpose } = request;
  const { aggregate, kinds } = conditions;
  const { aggregate: inGroups, groupSize = Infinity, kind, beneficiary = subject?.id } = context;
  const demands: [isMade: boolean, isMet: boolean][] = [
    [aggregate !== undefined, inGroups !== false && groupSize >= (aggregate?.minimum ?? 0)],
    [kinds !== undefined, kind === undefined || (kinds ?? []).includes(kind)],
    [conditions.beneficiary !== undefined, beneficiary === subject?.id],
    [conditions.case === true, isSaid(context.caseId)],
    [conditions.log === true, context.log !== false],
    [conditions.mask === true, context.mask !== false],
    [conditions.notify === true, context.notify !== false],
    [conditions.consent === true, isConsented(state, purpose)],
    [conditions.minimumAge !== undefined, isOldEnough(conditions, request)],
    [conditions.products !== undefined, isInProduct(conditions, request)],
  ];
  return demands.some(([isMade, isMet]) => isMade && !isMet);
}

function isConsented({ consents = [], optOuts }: SubjectState, purpose: string): boolean {
  return consents.includes(purpose) && !optOuts.includes(purpose);
}

function isOldEnough({ minimumAge }: UseConditions, { context }: DecisionRequest): boolean {
  return Number(context?.age) >= Number(minimumAge);
}

function isInProduct({ products = [] }: UseConditions, { context }: DecisionRequest): boolean {
  return products.some((product) => product === context?.product);
}

function isSaid(id: string | undefined): boolean {
  return id !== undefined && id.trim() !== '';
}

function isUnfounded({ clause }: Way, { request: { action, context } }: World): boolean {
  if (action !== 'disclose') return false;
  const bases = clause.rules.flatMap((rule) => (rule.verb === 'disclose' ? [...rule.bases] : []));
  return !isSaid(context?.disclosureId) || !bases.some((basis) => basis === context?.basis);
}

function contractsMissing({ policy, request, now }: World): readonly string[] {
  if (request.action !== 'share') return [];
  const recipient = policy.vocabulary.recipients.find(({ id }) => id === request.recipient);
  const signed = recipient?.contract?.signed ?? '9999';
  const expires = recipient?.contract?.expires ?? '9999';
  const day = now.toISOString();
  if (signed <= day && expires > day) return [];
  return policy.clauses
    .filter(({ rules }) =>
      rules.some(
        (rule) =>
          rule.verb === 'contract' &&
          rule.missing === 'deny' &&
          rule.recipients.includes(recipient?.id ?? ''),
      ),
    )
    .map(({ id }) => id);
}

function safeguardsMissing({ policy, request }: World): readonly string[] {
  const { recipients, regions } = policy.vocabulary;
  const recipient = recipients.find(({ id }) => id === request.recipient);
  if (request.action !== 'share' || !recipient || recipient.transfer) return [];
  return policy.clauses
    .filter(({ rules }) =>
      rules.some(
        (rule) =>
          rule.verb === 'contract' &&
          rule.missing === 'deny' &&
          rule.recipients.includes(recipient.id) &&
          rule.outside?.every((id) =>
            regions.every(
              (region) =>
                region.id !== id || !region.countries.some((c) => c === recipient.country),
            ),
          ),
      ),
    )
    .map(({ id }) => id);
}
