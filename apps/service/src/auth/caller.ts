import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Scope } from './scopes.ts';

/** Who holds the token of a request. */
export class Caller {
  readonly name: string;
  readonly kind: 'service' | 'person';
  readonly scopes: ReadonlySet<Scope>;

  constructor(name: string, kind: 'service' | 'person', scopes: ReadonlySet<Scope>) {
    this.name = name;
    this.kind = kind;
    this.scopes = scopes;
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
