import { rulesOf } from '@troth/compiler';
import type { CompiledPolicy } from '@troth/compiler';
import { isFresh, shortestSeconds, showsTwoFactors } from '@troth/decisions';
import type { Authentication } from './caller.ts';

/** What the clauses on access ask of a person who works on production. */
export interface Demand {
  readonly twoFactors: boolean;
  /** Seconds; absent: at any time. */
  readonly maxAgeSeconds?: number;
}

/**
 * Without a policy both are asked for.
 * @param longestSeconds how long ago at most, where a clause asks for two factors
 */
export function demandOf(policy: CompiledPolicy | undefined, longestSeconds: number): Demand {
  if (policy === undefined) return { twoFactors: true, maxAgeSeconds: longestSeconds };
  const rules = rulesOf(policy, 'restrict').map(({ rule }) => rule);
  const twoFactors = rules.some(({ mfa }) => mfa);
  const limits = rules.flatMap(({ fresh }) =>
    fresh === undefined ? [] : [shortestSeconds(fresh)],
  );
  const ages = twoFactors ? [...limits, longestSeconds] : limits;
  return { twoFactors, ...(ages.length === 0 ? {} : { maxAgeSeconds: Math.min(...ages) }) };
}

/** Who does not say when, or by what, has not shown it. */
export function meets(
  { methods, at }: Authentication,
  { twoFactors, maxAgeSeconds }: Demand,
  now: Date,
): boolean {
  if (twoFactors && !showsTwoFactors(methods)) return false;
  if (maxAgeSeconds === undefined) return true;
  return at !== undefined && isFresh(at, maxAgeSeconds, now);
}

/** As RFC 9470 section 3 words it for a client. */
export function challengeOf(
  { maxAgeSeconds }: Demand,
  acrValues: readonly string[],
): Readonly<Record<string, string>> {
  return {
    error: 'insufficient_user_authentication',
    ...(acrValues.length === 0 ? {} : { acr_values: acrValues.join(' ') }),
    ...(maxAgeSeconds === undefined ? {} : { max_age: String(maxAgeSeconds) }),
  };
}
