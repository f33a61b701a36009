import type { Token } from '../generated/client.ts';

/** What `GET /v1/tokens` shows; the token itself is never kept. */
export interface TokenView {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly scopes: readonly string[];
  readonly createdAt: string;
  readonly expiresAt?: string;
  readonly perSecond?: number;
  /** Customer organisation that it is bound to. */
  readonly tenant?: string;
  /** Until when the secret before the last rotation is taken. */
  readonly previousUntil?: string;
  readonly revokedAt?: string;
}

export function viewOf(token: Token): TokenView {
  const { id, name, kind, scopes, perSecond } = token;
  return {
    id,
    name,
    kind,
    scopes,
    createdAt: token.createdAt.toISOString(),
    ...(token.expiresAt === null ? {} : { expiresAt: token.expiresAt.toISOString() }),
    ...(perSecond === null ? {} : { perSecond }),
    ...(token.tenant === null ? {} : { tenant: token.tenant }),
    ...(token.previousUntil === null ? {} : { previousUntil: token.previousUntil.toISOString() }),
    ...(token.revokedAt === null ? {} : { revokedAt: token.revokedAt.toISOString() }),
  };
}
