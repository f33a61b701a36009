import { isWithin, rulesOf, type CompiledPolicy } from '@troth/compiler';
import type { Decision, DecisionRequest } from '@troth/decisions';
import type { GuardRule } from '../denial.ts';
import type { Guard } from '../guard.ts';
import { isSettled, unkept } from '../obligations.ts';
import type { Mode, Scope } from '../scope.ts';
import { UNCLASSIFIED, type Touched } from './touched.ts';

export interface Query {
  /** `Account.findMany`. */
  readonly where: string;
  readonly touched: Touched;
  /** The caller has asked for masked values. */
  readonly masked: boolean;
}

/**
 * Whether the purpose of the current work allows a query.
 * @returns something to wait for where a clause demands that the access is written down first
 * @throws Denied in mode `enforce`
 */
export function checkQuery(
  guard: Guard,
  query: Query,
  scope: Scope | undefined,
): Promise<void> | undefined {
  const { where, touched } = query;
  const { policy } = guard;
  const refuse = (rule: GuardRule, message: string): undefined =>
    guard.refuse({ rule, where, message }, modeOf(scope));
  if (policy === undefined) return refuse('guard/no-policy', 'the guard has no policy in force');
  const key = keyOf(guard, scope);
  if (key !== undefined && isPermitted(touched, policy, key)) return undefined;
  const [unsaid] = touched.unclassified;
  if (unsaid !== undefined) return refuse(UNCLASSIFIED, `nobody has said what \`${unsaid}\` is`);
  if (touched.written.size === 0 && isGranted(policy, touched.read, scope)) return undefined;
  if (scope?.purpose === undefined)
    return refuse('purpose/undecided-access', `no purpose is stated for ${listed(touched)}`);
  const access = decideQuery(guard, query, { ...scope, purpose: scope.purpose });
  if (!access.every(({ decision }) => isSettled(decision)))
    return logged(guard, access, scope.where);
  if (key !== undefined) permit(touched, policy, key);
  return undefined;
}

/** Outside of any scope nothing passes. */
function modeOf(scope: Scope | undefined): Mode {
  return scope?.mode ?? 'enforce';
}

interface Access {
  readonly request: DecisionRequest;
  readonly decision: Decision;
}

/** @throws Denied in mode `enforce` */
function decideQuery(
  guard: Guard,
  { where, touched, masked }: Query,
  scope: Scope & { readonly purpose: string },
): readonly Access[] {
  return (['use', 'store'] as const).flatMap((action) => {
    const data = [...(action === 'use' ? touched.read : touched.written)];
    if (data.length === 0) return [];
    const request = requestOf(guard, { action, data }, scope);
    const decision = guard.decide(request);
    const rule = action === 'use' ? 'purpose/undeclared-use' : 'collection/undeclared-data';
    const [clause] = decision.reasons;
    const message =
      decision.effect === 'deny'
        ? decision.explanation
        : unkept(guard, decision, { masks: masked && action === 'use', logs: true });
    if (message !== undefined)
      guard.refuse({ rule, where, message, ...(clause !== undefined && { clause }) }, scope.mode);
    return [{ request, decision }];
  });
}

async function logged(guard: Guard, access: readonly Access[], where: string): Promise<void> {
  for (const { request, decision } of access) await guard.logAccess(decision, request, where);
}

/** What was permitted without any condition: the same answer for everybody, at any time, under one policy. */
const permitted = new WeakMap<Touched, { readonly policy: CompiledPolicy; keys: Set<string> }>();
const MOST_PERMITTED = 1000;

function isPermitted(touched: Touched, policy: CompiledPolicy, key: string): boolean {
  const known = permitted.get(touched);
  return known?.policy === policy && known.keys.has(key);
}

function permit(touched: Touched, policy: CompiledPolicy, key: string): void {
  const known = permitted.get(touched);
  const keys =
    known?.policy === policy && known.keys.size < MOST_PERMITTED ? known.keys : new Set<string>();
  permitted.set(touched, { policy, keys: keys.add(key) });
}

/** None where the answer hangs on the subject, the actor or the circumstances. */
function keyOf(guard: Guard, scope: Scope | undefined): string | undefined {
  if (scope === undefined || scope.actor !== undefined || scope.context !== undefined)
    return undefined;
  const { purpose, subject } = scope;
  if (purpose === undefined || subject === undefined) return purpose;
  if (!guard.isLikeAll(subject)) return undefined;
  const { region, acceptedPolicy } = subject;
  if (region === undefined && acceptedPolicy === undefined) return purpose;
  return JSON.stringify([purpose, region, acceptedPolicy]);
}

/**
 * Whether a right that is being answered covers all of it; what is no personal data is covered by
 * none. A right is answered to its own subject alone, so one must be named.
 */
function isGranted(
  policy: CompiledPolicy,
  data: ReadonlySet<string>,
  scope: Scope | undefined,
): boolean {
  if (data.size === 0) return true;
  if (scope?.right === undefined || scope.subject === undefined) return false;
  const { right } = scope;
  const grants = rulesOf(policy, 'grant').filter(({ rule }) => rule.rights.includes(right));
  return [...data].every((id) =>
    grants.some(
      ({ rule }) =>
        rule.data.length === 0 ||
        rule.data.some((granted) => isWithin(policy.vocabulary, id, granted)),
    ),
  );
}

/** The request of the current work about some data. */
export function requestOf(
  guard: Guard,
  about: Pick<DecisionRequest, 'action' | 'data'>,
  { purpose, subject, actor, context }: Scope & { readonly purpose: string },
): DecisionRequest {
  return {
    ...about,
    purpose,
    actor: actor ?? { id: guard.application, kind: 'service' },
    ...(subject && { subject }),
    ...(context && { context }),
  };
}

function listed({ read, written }: Touched): string {
  return [...new Set([...read, ...written])].join(', ');
}
