import type { CompiledPolicy, NeverRule, RestrictRule, Rule } from '@troth/compiler';
import { showsTwoFactors } from '../authentication.ts';
import type { Action, DecisionRequest, Obligation, SubjectState } from '../decision.ts';
import { naiveDuties } from './naive-duties.ts';
import { touches } from './naive-tree.ts';
import { failures, waysOf, type Way, type World } from './naive-ways.ts';

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

interface Owed {
  minimum?: number;
  kinds?: readonly string[];
  mask?: boolean;
  log?: boolean;
  notify?: boolean;
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

function owedBy(ways: readonly Way[], { context }: DecisionRequest): Owed[] {
  const conditions = ways.flatMap(({ needs }) => needs.map((need) => need.conditions));
  const kinds = ways.flatMap(({ needs }) => {
    const lists = needs.flatMap((need) => (need.conditions.kinds ? [need.conditions.kinds] : []));
    return lists[0]?.filter((kind) => lists.every((list) => list.includes(kind))) ?? [];
  });
  const isGrouped = context?.aggregate === true && context.groupSize !== undefined;
  return [
    ...conditions.map(({ aggregate, mask, log, notify }) => ({
      minimum: isGrouped ? 0 : (aggregate?.minimum ?? 0),
      mask: mask === true && context?.mask === undefined,
      log: log === true && context?.log === undefined,
      notify: notify === true && context?.notify === undefined,
    })),
    ...(kinds.length > 0 && context?.kind === undefined ? [{ kinds: [...new Set(kinds)] }] : []),
  ];
}

function merged(owed: Owed[], { request, policy }: World): Obligation[] {
  const minimum = Math.max(0, ...owed.map((item) => item.minimum ?? 0));
  const kinds = new Map(
    owed.flatMap((item) =>
      item.kinds ? [[item.kinds.toSorted().join(), item.kinds] as const] : [],
    ),
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
    ...(owed.some(({ notify }) => notify)
      ? [{ type: 'notify', whom: 'data-subject' } as const]
      : []),
    ...(mustSignIn
      ? [{ type: 'reauthenticate', withinSeconds: Math.min(...hours) * 3600 } as const]
      : []),
    ...naiveDuties(policy, request),
  ];
}

/** Whether every word is known and nothing that must be named is missing, whoever is to blame. */
function isWellNamed(world: World): boolean {
  const region = world.request.subject?.region ?? 'EU';
  return /^[A-Z]{2}(?:-|$)/.test(region) && hasKnownWords(world);
}

function hasKnownWords({ policy, request, state }: World): boolean {
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

function blameWhole({ policy, request, state, now }: World): string[] {
  const { action } = request;
  const isStopped = state.restricted && action !== 'store' && action !== 'disclose';
  return policy.clauses
    .filter(({ rules }) =>
      rules.some((rule) => {
        if (rule.verb === 'grant') return isStopped && rule.rights.includes('restrict');
        return rule.verb === 'restrict' && action === 'access' && keepsOut(rule, request, now);
      }),
    )
    .map(({ id }) => id);
}

function keepsOut({ mfa, fresh }: RestrictRule, { actor }: DecisionRequest, now: Date): boolean {
  if (actor?.kind !== 'person') return actor === undefined;
  const age = actor.authTime === undefined ? 0 : now.getTime() - Date.parse(actor.authTime);
  const isTooOld = fresh !== undefined && age > fresh.amount * 3_600_000;
  return isTooOld || (mfa && !showsTwoFactors(actor.amr));
}

/** The clauses a default deny names. */
function speaking({ policy, request }: World, category: string | undefined): string[] {
  const all = policy.clauses.filter(({ rules }) =>
    rules.some((rule) => dataFor(request.action, rule) !== undefined),
  );
  if (category === undefined) return all.map(({ id }) => id);
  const near = all.filter(({ rules }) =>
    rules.some((rule) => touches(policy, dataFor(request.action, rule) ?? [], category)),
  );
  return (near.length > 0 ? near : all).map(({ id }) => id);
}

/** The data on which a rule permits the action for some purpose. */
function dataFor(action: Action, rule: Rule): readonly string[] | undefined {
  const actions: readonly Action[] = PERMITTED[rule.verb] ?? [];
  if (!actions.includes(action)) return undefined;
  if (rule.verb === 'share') return rule.recipients.flatMap(({ data }) => data);
  const isUse = action === 'use' || action === 'access';
  if (rule.verb === 'collect' && isUse && rule.purposes.length === 0) return undefined;
  return 'data' in rule ? rule.data : undefined;
}

const PERMITTED: Partial<Record<Rule['verb'], readonly Action[]>> = {
  collect: ['collect', 'store', 'use', 'access'],
  use: ['use', 'access', 'store'],
  share: ['share'],
  disclose: ['disclose'],
};
