import type { CompiledClause, CompiledPolicy, NeverRule, Rule, UseRule } from '@troth/compiler';
import { showsTwoFactors } from '../authentication.ts';
import type { Action, DecisionRequest, Obligation, SubjectState } from '../decision.ts';

/**
 * A second evaluator, as plain as can be: no tables, every clause read for every category. It says
 * what a decision means; the engine must agree with it.
 */
export function decideNaively(
  policy: CompiledPolicy,
  request: DecisionRequest,
  state: SubjectState,
  now: Date,
): { effect: 'permit' | 'deny'; reasons: string[]; obligations: Obligation[] } {
  const world: World = { policy, request, state, now };
  const blame = new Set(blameWhole(world));
  const credit = new Set<string>();
  const owed: Owed[] = [];
  let isPermitted = blame.size === 0 && isWellNamed(world);
  for (const category of request.data) {
    const known = policy.vocabulary.categories.some(({ id }) => id === category);
    const answer = known ? judgeCategory(world, category) : undefined;
    if (answer?.isPermitted === true) {
      answer.clauses.forEach((id) => credit.add(id));
      owed.push(...answer.owed);
    } else {
      isPermitted = false;
      (answer?.clauses ?? speaking(world, undefined)).forEach((id) => blame.add(id));
    }
    if (!isWellNamed(world))
      speaking(world, known ? category : undefined).forEach((id) => blame.add(id));
  }
  if (request.data.length === 0) {
    isPermitted = false;
    speaking(world, undefined).forEach((id) => blame.add(id));
  }
  const inPageOrder = (ids: Set<string>): string[] =>
    policy.clauses.map(({ id }) => id).filter((id) => ids.has(id));
  if (!isPermitted) return { effect: 'deny', reasons: inPageOrder(blame), obligations: [] };
  return { effect: 'permit', reasons: inPageOrder(credit), obligations: merged(owed, world) };
}

interface World {
  policy: CompiledPolicy;
  request: DecisionRequest;
  state: SubjectState;
  now: Date;
}
interface Owed {
  minimum?: number;
  kinds?: readonly string[];
  mask?: boolean;
  log?: boolean;
}
interface Way {
  clause: CompiledClause;
  together: string[];
  fits: boolean;
  needs: Need[];
}
interface Need {
  blame: string[];
  conditions: UseRule['conditions'];
  extra?: boolean;
}

function judgeCategory(
  world: World,
  category: string,
): { isPermitted: boolean; clauses: string[]; owed: Owed[] } {
  const { policy, request } = world;
  const ways = waysOf(world, category);
  const refusing = policy.clauses.filter((clause) =>
    clause.rules.some((rule) => refuses(rule, world, category)),
  );
  const standing = ways.filter(
    (way) => way.fits && refusing.every(({ id }) => way.clause.exceptTo.includes(id)),
  );
  const verdicts = standing.map((way) => ({ way, blame: failures(way, world, category) }));
  const good = verdicts.filter(({ blame }) => blame.length === 0).map(({ way }) => way);
  if (good.length > 0) {
    const clauses = good.flatMap((way) => [way.clause.id, ...way.together]);
    return { isPermitted: true, clauses, owed: owedBy(good, request) };
  }
  // A refusal counts unless every clause that would permit is an exception to it.
  const counted = refusing
    .map(({ id }) => id)
    .filter((id) => ways.length === 0 || ways.some((way) => !way.clause.exceptTo.includes(id)));
  // Failures of ways that a static refusal stops are not told; a sale leaves no way to fail.
  const blame = [...counted, ...verdicts.flatMap((verdict) => verdict.blame)];
  return {
    isPermitted: false,
    clauses: blame.length > 0 ? blame : speaking(world, category),
    owed: [],
  };
}

function waysOf({ policy, request }: World, category: string): Way[] {
  const { action, purpose, recipient, context } = request;
  const speaks = (rule: { data: readonly string[] }): boolean =>
    covers(policy, rule.data, category);
  const uses = policy.clauses.filter(({ rules }) =>
    rules.some((rule) => rule.verb === 'use' && speaks(rule) && rule.purposes.includes(purpose)),
  );
  return policy.clauses.flatMap((clause) => {
    const common = commonNeeds(policy, clause, category, request);
    const way = (fits: boolean, own: Need[], together: string[] = []): Way[] => [
      { clause, together, fits, needs: [...own, ...common] },
    ];
    return clause.rules.flatMap((rule): Way[] => {
      if (rule.verb === 'collect' && speaks(rule)) {
        const isNamed = rule.purposes.includes(purpose);
        if (action === 'use' || action === 'access') return isNamed ? way(true, []) : [];
        if (action !== 'collect' && action !== 'store') return [];
        if (!isNamed && uses.length === 0) return [];
        const origins = rule.source === 'recipient' ? rule.from : [rule.source];
        const fromThere = context?.source === undefined || origins.includes(context.source);
        const isThrough =
          rule.source === 'recipient' ||
          rule.from.length === 0 ||
          recipient === undefined ||
          rule.from.includes(recipient);
        return way(fromThere && isThrough, [], isNamed ? [] : uses.map(({ id }) => id));
      }
      if (rule.verb === 'use' && speaks(rule) && rule.purposes.includes(purpose)) {
        if (action !== 'use' && action !== 'access' && action !== 'store') return [];
        return way(true, [{ blame: [clause.id], conditions: rule.conditions }]);
      }
      if (rule.verb === 'share' && action === 'share') {
        return rule.recipients
          .filter((entry) => speaks(entry) && entry.purposes.includes(purpose))
          .flatMap((entry) => way(entry.recipient === recipient, []));
      }
      if (rule.verb === 'disclose' && action === 'disclose' && speaks(rule)) {
        const isFounded =
          rule.bases.some((basis) => basis === context?.basis) &&
          (context?.disclosureId ?? '').trim() !== '';
        return way(true, isFounded ? [] : [{ blame: [clause.id], conditions: {}, extra: true }]);
      }
      return [];
    });
  });
}

/** What narrowing clauses, exclusive uses and recorded objections ask of every permit. */
function commonNeeds(
  policy: CompiledPolicy,
  clause: CompiledClause,
  category: string,
  { action, purpose }: DecisionRequest,
): Need[] {
  const narrowers = narrowersOf(policy, clause.id, new Set());
  const needs = policy.clauses.flatMap((by) =>
    by.rules.flatMap((rule): Need[] => {
      if (rule.verb !== 'use' || !rule.purposes.includes(purpose)) return [];
      if (!touches(policy, rule.data, category)) return [];
      const binds = narrowers.has(by.id) || (rule.exclusive && !clause.exceptTo.includes(by.id));
      return binds ? [{ blame: [by.id], conditions: rule.conditions }] : [];
    }),
  );
  const objectors = objectorsTo(policy, purpose, category);
  if (objectors.length > 0 && action !== 'disclose') {
    needs.push({ blame: objectors, conditions: { optOut: true } });
  }
  return needs;
}

function failures(way: Way, world: World, category: string): string[] {
  const { request, state, policy, now } = world;
  const { context, purpose } = request;
  const blame: string[] = [];
  const lists = way.needs.flatMap(({ conditions }) => (conditions.kinds ? [conditions.kinds] : []));
  const none = lists.length > 0 && !lists[0]?.some((kind) => lists.every((l) => l.includes(kind)));
  for (const { blame: ids, conditions, extra } of way.needs) {
    const { aggregate, kinds } = conditions;
    const small = context?.groupSize !== undefined && context.groupSize < (aggregate?.minimum ?? 0);
    if (extra === true) blame.push(...ids);
    if (aggregate && (context?.aggregate === false || small)) blame.push(...ids);
    if (kinds && (none || (context?.kind !== undefined && !kinds.includes(context.kind)))) {
      blame.push(...ids);
    }
    if (conditions.optOut === true && state.optOuts.includes(purpose)) {
      blame.push(...ids, ...objectorsTo(policy, purpose, category));
    }
    const other = context?.beneficiary !== undefined && context.beneficiary !== request.subject?.id;
    if (conditions.beneficiary && other) blame.push(...ids);
    if (conditions.case === true && (context?.caseId ?? '').trim() === '') blame.push(...ids);
    if (conditions.log === true && context?.log === false) blame.push(...ids);
    if (conditions.mask === true && context?.mask === false) blame.push(...ids);
  }
  if (request.action === 'share') {
    const recipient = policy.vocabulary.recipients.find(({ id }) => id === request.recipient);
    const contract = recipient?.contract;
    const day = now.toISOString();
    const inForce =
      contract !== undefined &&
      contract.signed <= day &&
      (contract.expires === undefined || contract.expires > day);
    if (!inForce) {
      blame.push(
        ...policy.clauses
          .filter(({ rules }) =>
            rules.some(
              (rule) =>
                rule.verb === 'contract' &&
                rule.missing === 'deny' &&
                rule.recipients.includes(recipient?.id ?? ''),
            ),
          )
          .map(({ id }) => id),
      );
    }
  }
  return blame;
}

function owedBy(ways: Way[], { context }: DecisionRequest): Owed[] {
  const conditions = ways.flatMap(({ needs }) => needs.map((need) => need.conditions));
  const kinds = ways.flatMap(({ needs }) => {
    const lists = needs.flatMap((need) => (need.conditions.kinds ? [need.conditions.kinds] : []));
    return lists[0]?.filter((kind) => lists.every((list) => list.includes(kind))) ?? [];
  });
  const isGrouped = context?.aggregate === true && context.groupSize !== undefined;
  return [
    ...conditions.map(({ aggregate, mask, log }) => ({
      minimum: isGrouped ? 0 : (aggregate?.minimum ?? 0),
      mask: mask === true && context?.mask === undefined,
      log: log === true && context?.log === undefined,
    })),
    ...(kinds.length > 0 && context?.kind === undefined
      ? [{ kinds: [...new Set(kinds)].toSorted() }]
      : []),
  ];
}

function merged(owed: Owed[], { request, policy }: World): Obligation[] {
  const minimum = Math.max(0, ...owed.map((item) => item.minimum ?? 0));
  const kinds = new Map(
    owed.flatMap((item) => (item.kinds ? [[item.kinds.join(), item.kinds] as const] : [])),
  );
  const hours = policy.clauses
    .flatMap(({ rules }) => rules)
    .flatMap((rule) => (rule.verb === 'restrict' && rule.fresh ? [rule.fresh.amount] : []));
  const mustSignIn =
    request.action === 'access' &&
    request.actor?.kind === 'person' &&
    request.actor.authTime === undefined &&
    hours.length > 0;
  return [
    ...(minimum > 0 ? [{ type: 'aggregate', minimum } as const] : []),
    ...[...kinds.values()].map((allowed) => ({ type: 'kind', allowed }) as const),
    ...(owed.some(({ mask }) => mask) ? [{ type: 'mask' } as const] : []),
    ...(owed.some(({ log }) => log) ? [{ type: 'log' } as const] : []),
    ...(mustSignIn
      ? [{ type: 'reauthenticate', withinSeconds: Math.min(...hours) * 3600 } as const]
      : []),
  ];
}

function blameWhole({ policy, request, state, now }: World): string[] {
  const { action, actor } = request;
  const blame: string[] = [];
  const granting = policy.clauses.filter(({ rules }) =>
    rules.some((rule) => rule.verb === 'grant' && rule.rights.includes('restrict')),
  );
  if (state.restricted && action !== 'store' && action !== 'disclose') {
    blame.push(...granting.map(({ id }) => id));
  }
  if (action !== 'access') return blame;
  for (const { id, rules } of policy.clauses) {
    for (const rule of rules) {
      if (rule.verb !== 'restrict') continue;
      if (actor === undefined) blame.push(id);
      else if (actor.kind === 'person') {
        if (rule.mfa && !showsTwoFactors(actor.amr)) blame.push(id);
        const age = actor.authTime === undefined ? 0 : now.getTime() - Date.parse(actor.authTime);
        if (rule.fresh && age > rule.fresh.amount * 3_600_000) blame.push(id);
      }
    }
  }
  return blame;
}

/** Whether every word is known and nothing that must be named is missing, whoever is to blame. */
function isWellNamed({ policy, request, state }: World): boolean {
  const { purposes, recipients } = policy.vocabulary;
  const grantsRestriction = policy.clauses.some(({ rules }) =>
    rules.some((rule) => rule.verb === 'grant' && rule.rights.includes('restrict')),
  );
  const restricts = policy.clauses.some(({ rules }) =>
    rules.some(({ verb }) => verb === 'restrict'),
  );
  const isRestricted =
    state.restricted && request.action !== 'store' && request.action !== 'disclose';
  return (
    purposes.some(({ id }) => id === request.purpose) &&
    (request.recipient === undefined
      ? request.action !== 'share'
      : recipients.some(({ id }) => id === request.recipient)) &&
    (!isRestricted || grantsRestriction) &&
    (request.action !== 'access' || request.actor !== undefined || restricts)
  );
}

function refuses(rule: Rule, { policy, request }: World, category: string): boolean {
  if (rule.verb === 'use' && rule.exclusive) {
    return touches(policy, rule.data, category) && !rule.purposes.includes(request.purpose);
  }
  if (rule.verb !== 'never' || !touches(policy, rule.data, category)) return false;
  if (rule.act !== 'sell') return forbidden(rule.act).includes(request.action);
  const recipient = policy.vocabulary.recipients.find(({ id }) => id === request.recipient);
  const hands = request.action === 'share' || request.action === 'disclose';
  return request.context?.sale === true || (hands && recipient?.role === 'buyer');
}

function forbidden(act: Exclude<NeverRule['act'], 'sell'>): Action[] {
  if (act === 'use') return ['use', 'access'];
  return act === 'share' ? ['share', 'disclose'] : [act];
}

/** The clauses a default deny names. */
function speaking({ policy, request }: World, category: string | undefined): string[] {
  const { action } = request;
  const data = (rule: Rule): readonly string[] | undefined => {
    const isUse = action === 'use' || action === 'access';
    if (rule.verb === 'collect' && (action === 'collect' || action === 'store')) return rule.data;
    if (rule.verb === 'collect' && isUse && rule.purposes.length > 0) return rule.data;
    if (rule.verb === 'use' && (isUse || action === 'store')) return rule.data;
    if (rule.verb === 'share' && action === 'share')
      return rule.recipients.flatMap((entry) => entry.data);
    return rule.verb === 'disclose' && action === 'disclose' ? rule.data : undefined;
  };
  const all = policy.clauses.filter(({ rules }) => rules.some((rule) => data(rule) !== undefined));
  if (category === undefined) return all.map(({ id }) => id);
  const near = all.filter(({ rules }) =>
    rules.some((rule) => touches(policy, data(rule) ?? [], category)),
  );
  return (near.length > 0 ? near : all).map(({ id }) => id);
}

function objectorsTo(policy: CompiledPolicy, purpose: string, category: string): string[] {
  return policy.clauses
    .filter(({ rules }) =>
      rules.some(
        (rule) =>
          rule.verb === 'grant' &&
          rule.rights.includes('object') &&
          rule.purposes.includes(purpose) &&
          (rule.data.length === 0 || touches(policy, rule.data, category)),
      ),
    )
    .map(({ id }) => id);
}

function narrowersOf(policy: CompiledPolicy, id: string, seen: Set<string>): Set<string> {
  for (const clause of policy.clauses) {
    if (!clause.narrows.includes(id) || seen.has(clause.id)) continue;
    seen.add(clause.id);
    narrowersOf(policy, clause.id, seen);
  }
  return seen;
}

function covers(policy: CompiledPolicy, data: readonly string[], category: string): boolean {
  if (data.includes(category)) return true;
  const parent = policy.vocabulary.categories.find(({ id }) => id === category)?.parent;
  return parent !== undefined && covers(policy, data, parent);
}

function touches(policy: CompiledPolicy, data: readonly string[], category: string): boolean {
  return covers(policy, data, category) || data.some((id) => covers(policy, [category], id));
}
