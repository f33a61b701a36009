import type { Asking } from '../asking.ts';
import type { DecisionRequest, SubjectState } from '../decision.ts';
import { isFresh, shortestSeconds, showsTwoFactors } from '../authentication.ts';
import type { Engine } from '../engine.ts';
import { isKnownRegion } from '../region.ts';
import { UNKNOWN } from '../slot.ts';
import { shortened } from '../wording.ts';
import { restrictionGrants } from './objection.ts';

/** Why a request is refused whatever data it asks for. No clauses: those that would have had to permit. */
export interface Hindrance {
  readonly clauses: readonly number[];
  readonly because: string;
}

/** Empty for most requests; `now` ages authentications. */
export function hindrances(asking: Asking, engine: Engine): readonly Hindrance[] {
  const { request, state, now } = asking;
  return [
    ...unknownWords(asking, engine),
    ...restriction(request, state, engine),
    ...(request.action === 'access' ? access(request, now, engine) : []),
  ];
}

function unknownWords(asking: Asking, { tables }: Engine): readonly Hindrance[] {
  const found: string[] = [];
  const { purpose, recipient, subject, action, data } = asking.request;
  if (data.length === 0) found.push('no data is named');
  if (asking.purpose === undefined) {
    found.push(`the policy knows no purpose "${shortened(purpose)}"`);
  }
  if (recipient === undefined && action === 'share') found.push('no recipient is named');
  if (recipient !== undefined && asking.recipient === UNKNOWN) {
    found.push(`the policy knows no recipient "${shortened(recipient)}"`);
  }
  const region = subject?.region;
  if (region !== undefined && !isKnownRegion(region, tables.regions)) {
    found.push(`there is no region "${shortened(region)}"`);
  }
  return found.map((because) => ({ clauses: [], because }));
}

/** Restricted data may still be kept, and disclosed where the law demands it. */
function restriction(
  { action }: DecisionRequest,
  { restricted }: SubjectState,
  { policy }: Engine,
): readonly Hindrance[] {
  if (!restricted || action === 'store' || action === 'disclose') return [];
  const because = 'the data subject has restricted the processing';
  return [{ clauses: restrictionGrants(policy), because }];
}

/** Whoever is not known to be a service is held to what is asked of persons. */
function access({ actor }: DecisionRequest, now: Date, { rules }: Engine): readonly Hindrance[] {
  if (actor === undefined) {
    const clauses = rules.restrict.map(({ clause }) => clause);
    return [{ clauses, because: 'nobody is named who would have access' }];
  }
  if (actor.kind === 'service') return [];
  return rules.restrict.flatMap(({ clause, rule }) => {
    const found: Hindrance[] = [];
    if (rule.mfa && !showsTwoFactors(actor.amr)) {
      found.push({ clauses: [clause], because: 'no second factor was shown' });
    }
    if (
      rule.fresh !== undefined &&
      actor.authTime !== undefined &&
      !isFresh(actor.authTime, shortestSeconds(rule.fresh), now)
    ) {
      found.push({ clauses: [clause], because: 'the authentication is too old' });
    }
    return found;
  });
}

/** Seconds within which a person must have signed in, where the request does not say when; `undefined`: nothing is owed. */
export function reauthenticationOwed(
  { action, actor }: DecisionRequest,
  { rules }: Engine,
): number | undefined {
  if (action !== 'access' || actor === undefined || actor.kind === 'service') return undefined;
  if (actor.authTime !== undefined) return undefined;
  const limits = rules.restrict.flatMap(({ rule }) =>
    rule.fresh === undefined ? [] : [shortestSeconds(rule.fresh)],
  );
  return limits.length === 0 ? undefined : Math.min(...limits);
}
