import type { CompiledPolicy } from '@troth/compiler';

import { isDeclared } from '../../declared.ts';

/**
 * What the scopes of sign-in hand over, as terms of the Data Privacy Vocabulary.
 * @see https://openid.net/specs/openid-connect-core-1_0.html#ScopeClaims
 * @see https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps
 */
const handedOver: ReadonlyMap<string, string | undefined> = new Map([
  ['openid', undefined],
  ['email', 'pd:EmailAddress'],
  ['user:email', 'pd:EmailAddress'],
  ['https://www.googleapis.com/auth/userinfo.email', 'pd:EmailAddress'],
  ['profile', 'pd:Name'],
  ['read:user', 'pd:Name'],
  ['https://www.googleapis.com/auth/userinfo.profile', 'pd:Name'],
]);

/** Whether a scope hands over nothing but what the policy declares; a scope we do not know does not. */
export function isKnownScope(scope: string, policy: CompiledPolicy): boolean {
  if (!handedOver.has(scope)) return false;
  const term = handedOver.get(scope);
  return (
    term === undefined ||
    policy.vocabulary.categories.some(({ id, dpv }) => dpv === term && isDeclared(policy, id))
  );
}
