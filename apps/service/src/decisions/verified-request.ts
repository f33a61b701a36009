import type { DecisionRequest } from '@troth/decisions';
import type { Caller } from '../auth/caller.ts';

/**
 * What a body says of its actor may only tighten: without the scope `assert` a second factor or a
 * time of sign-in is hearsay and dropped, and the holder of a person's token is a person. Of who
 * signed in, the identity provider says all three, whatever the scopes. A token of one tenant asks
 * about its subjects alone.
 */
export function verifiedRequest(asked: DecisionRequest, caller: Caller): DecisionRequest {
  const request = caller.tenant === undefined ? asked : inTenant(asked, caller);
  const { actor } = request;
  if (caller.authentication !== undefined) return { ...request, actor: actorOf(caller) };
  if (caller.scopes.has('assert')) return request;
  if (caller.kind === 'service' && actor?.kind !== 'person') return request;
  return { ...request, actor: { id: actor?.id ?? caller.name, kind: 'person' } };
}

function inTenant(request: DecisionRequest, caller: Caller): DecisionRequest {
  const { subject } = request;
  return subject === undefined ? request : { ...request, subject: caller.inTenant(subject) };
}

function actorOf({ name, authentication }: Caller): NonNullable<DecisionRequest['actor']> {
  const { methods = [], at } = authentication ?? {};
  return { id: name, kind: 'person', amr: methods, ...(at === undefined ? {} : { authTime: at }) };
}
