import { isWithin, rulesOf, type CompiledPolicy } from '@troth/compiler';
import type { Decision, DecisionRequest } from '@troth/decisions';
import type { Denial, GuardRule } from '../denial.ts';
import type { Guard } from '../guard.ts';
import type { Scope } from '../scope.ts';
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
 * @throws Denied in mode `enforce`
 */
export async function checkQuery(
  guard: Guard,
  { where, touched, masked }: Query,
  scope: Scope | undefined,
): Promise<void> {
  const mode = scope?.mode ?? 'enforce';
  const refuse = (rule: GuardRule, clause: string | undefined, message: string): void =>
    guard.refuse(denial({ rule, clause, where, message }), mode);
  if (guard.policy === undefined)
    return refuse('guard/no-policy', undefined, 'the guard has no policy in force');
  const [unsaid] = touched.unclassified;
  if (unsaid !== undefined)
    return refuse(UNCLASSIFIED, undefined, `nobody has said what \`${unsaid}\` is`);
  if (touched.written.size === 0 && isGranted(guard.policy, [...touched.read], scope)) return;
  if (scope?.purpose === undefined)
    return refuse(
      'purpose/undecided-access',
      undefined,
      `no purpose is stated for ${listed(touched)}`,
    );
  for (const action of ['use', 'store'] as const) {
    const data = [...(action === 'use' ? touched.read : touched.written)];
    if (data.length === 0) continue;
    const request = requestOf(guard, { action, data }, { ...scope, purpose: scope.purpose });
    const decision = guard.decide(request);
    const rule = action === 'use' ? 'purpose/undeclared-use' : 'collection/undeclared-data';
    const [clause] = decision.reasons;
    if (decision.effect === 'deny') refuse(rule, clause, decision.explanation);
    const owed = unkept(decision, masked && action === 'use');
    if (owed !== undefined) refuse(rule, clause, owed);
    await guard.logAccess(decision, request, scope.where);
  }
}

/**
 * Whether a right that is being answered covers all of it; what is no personal data is covered by
 * none. A right is answered to its own subject alone, so one must be named.
 */
function isGranted(
  policy: CompiledPolicy,
  data: readonly string[],
  scope: Scope | undefined,
): boolean {
  if (data.length === 0) return true;
  if (scope?.right === undefined || scope.subject === undefined) return false;
  const { right } = scope;
  const grants = rulesOf(policy, 'grant').filter(({ rule }) => rule.rights.includes(right));
  return data.every((id) =>
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

function denial({
  clause,
  ...rest
}: Omit<Denial, 'clause'> & { readonly clause: string | undefined }): Denial {
  return { ...rest, ...(clause !== undefined && { clause }) };
}
