import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problems/problem.ts';
import type { Scope } from './scopes.ts';

/** How a person signed in, as the identity provider says. */
export interface Authentication {
  /** Of RFC 8176; `mfa` where the provider says that by other words. */
  readonly methods: readonly string[];
  /** ISO 8601, UTC; absent where the provider does not say. */
  readonly at?: string;
}

/** Who holds the token of a request. */
export class Caller {
  /** Of a machine what it is called, of a person who signed in a keyed pseudonym. */
  readonly name: string;
  readonly kind: 'service' | 'person';
  readonly scopes: ReadonlySet<Scope>;
  /** Absent: a machine token, which shows no factor. */
  readonly authentication: Authentication | undefined;
  /** Customer organisation that the token is bound to; absent: it is not. */
  readonly tenant: string | undefined;

  constructor(
    name: string,
    kind: 'service' | 'person',
    scopes: ReadonlySet<Scope>,
    more: { readonly authentication?: Authentication; readonly tenant?: string } = {},
  ) {
    this.name = name;
    this.kind = kind;
    this.scopes = scopes;
    this.authentication = more.authentication;
    this.tenant = more.tenant;
  }

  /** The tenant that a request is about: of a bound caller its own. @throws Problem 403 when it names another */
  tenantOf(said: string | undefined): string | undefined {
    if (this.tenant === undefined || said === this.tenant) return said;
    if (said === undefined) return this.tenant;
    throw new Problem(403, 'The token is bound to another tenant.');
  }

  /** The same, in the caller's tenant. @throws Problem 403 when it names another */
  inTenant<T extends { readonly tenant?: string }>(about: T): T {
    const tenant = this.tenantOf(about.tenant);
    return tenant === about.tenant || tenant === undefined ? about : { ...about, tenant };
  }

  /** Whether a record is of the caller's tenant, or the caller is of none. */
  maySee({ tenant }: { readonly tenant: string | null }): boolean {
    return this.tenant === undefined || tenant === this.tenant;
  }

  /** Before they are given to somebody. @throws Problem 403 that names one the caller lacks */
  mustHold(scopes: readonly Scope[]): void {
    const beyond = scopes.find((scope) => !this.scopes.has(scope));
    if (beyond !== undefined) throw new Problem(403, `You cannot give \`${beyond}\`: you lack it.`);
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Once its token is known. */
    caller?: Caller;
  }
}

export function rememberCaller(request: FastifyRequest, caller: Caller): void {
  request.caller = caller;
}

/** Parameter decorator: the verified caller of this request. */
export const TheCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<FastifyRequest>();
  if (caller === undefined) throw new Error('a path without a scope asked who calls');
  return caller;
});
