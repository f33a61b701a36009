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

  constructor(
    name: string,
    kind: 'service' | 'person',
    scopes: ReadonlySet<Scope>,
    authentication?: Authentication,
  ) {
    this.name = name;
    this.kind = kind;
    this.scopes = scopes;
    this.authentication = authentication;
  }

  /** Before they are given to somebody. @throws Problem 403 that names one the caller lacks */
  mustHold(scopes: readonly Scope[]): void {
    const beyond = scopes.find((scope) => !this.scopes.has(scope));
    if (beyond !== undefined) throw new Problem(403, `You cannot give \`${beyond}\`: you lack it.`);
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Once the guard has let it in. */
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
