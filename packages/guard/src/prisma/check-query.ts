import { isWithin, rulesOf, type CompiledPolicy } from '@troth/compiler';
import type { Decision, DecisionRequest } from '@troth/decisions';
import type { GuardRule } from '../denial.ts';
import type { Guard } from '../guard.ts';
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
  const [unsaid] = touched.unclassified;
  if (unsaid !== undefined) return refuse(UNCLASSIFIED, `nobody has said what \`${unsaid}\` is`);
  if (touched.written.size === 0 && isGranted(policy, touched.read, scope)) return undefined;
  if (scope?.purpose === undefined)
    return refuse('purpose/undecided-access', `no purpose is stated for ${listed(touched)}`);
  const key = keyOf(guard, touched, scope);
  if (key !== undefined && permittedBy(policy).has(key)) return undefined;
  const access = decideQuery(guard, query, { ...scope, purpose: scope.purpose });
  if (!access.every(isPlain)) return logged(guard, access, scope.where);
  if (key !== undefined) permittedBy(policy).add(key);
  return undefined;
}

function isPlain({ decision }: Access): boolean {
  return decision.effect === 'permit' && decision.obligations.length === 0;
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
        : unkept(decision, masked && action === 'use');
    if (message !== undefined)
      guard.refuse({ rule, where, message, ...(clause !== undefined && { clause }) }, scope.mode);
    return [{ request, decision }];
  });
}

async function logged(guard: Guard, access: readonly Access[], where: string): Promise<void> {
  for (const { request, decision } of access) await guard.logAccess(decision, request, where);
}

/** What was permitted without any condition, by policy: the same answer for everybody, at any time. */
const permitted = new WeakMap<CompiledPolicy, Set<string>>();
const MOST_PERMITTED = 10_000;

function permittedBy(policy: CompiledPolicy): Set<string> {
  const known = permitted.get(policy);
  if (known !== undefined && known.size < MOST_PERMITTED) return known;
  const made = new Set<string>();
  permitted.set(policy, made);
  return made;
}

/** None where the answer hangs on the subject, the actor or the circumstances. */
function keyOf(
  guard: Guard,
  { read, written }: Touched,
  { purpose, subject, actor, context }: Scope,
): string | undefined {
  if (actor !== undefined || context !== undefined) return undefined;
  if (subject !== undefined && !guard.isLikeAll(subject)) return undefined;
  const data = `${[...read].join(' ')}>${[...written].join(' ')}`;
  return `${subject?.region ?? ''} ${subject?.acceptedPolicy ?? ''} ${purpose} ${data}`;
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

/** What the policy demands and this place does not do, in words. */
function unkept({ obligations }: Decision, masked: boolean): string | undefined {
  const owed = obligations.find(({ type }) => type !== 'log' && !(type === 'mask' && masked));
  switch (owed?.type) {
    case 'mask':
      return 'the policy lets these values be read masked alone: use `findManyMasked`';
    case 'aggregate':
      return `the policy lets these values be used in groups of ${owed.minimum} and more alone`;
    case 'kind':
      return `the policy lets these values be used for ${owed.allowed.join(' and ')} alone: name the kind`;
    case 'reauthenticate':
      return 'the policy demands a younger sign-in';
    case 'log':
    case undefined:
      return undefined;
  }
}

function listed({ read, written }: Touched): string {
  return [...new Set([...read, ...written])].join(', ');
}
