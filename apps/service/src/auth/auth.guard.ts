import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Challenge, Problem } from '../problems/problem.ts';
import { Settings } from '../runtime/settings.ts';
import { AuthService } from './auth.service.ts';
import type { Caller } from './caller.ts';
import { rememberCaller } from './caller.ts';
import { People } from './people.ts';
import { ACCESS, isOfAllTenants } from './scopes.ts';
import type { Scope } from './scopes.ts';

/** What a path asks for; absent: it says nothing, and is closed. */
type Access = Scope | 'open' | undefined;

/**
 * On every path: open by name, or a token with the scope that the path names, and of a person what
 * the policy asks for besides.
 */
@Injectable()
export class AuthGuard implements CanActivate {
  readonly #reflector: Reflector;
  readonly #auth: AuthService;
  readonly #people: People;
  readonly #metricsOpen: boolean;
  /** What the decorators of each handler say; there are as many as there are paths. */
  readonly #access = new Map<unknown, { readonly place: unknown; readonly access: Access }>();

  constructor(reflector: Reflector, auth: AuthService, people: People, settings: Settings) {
    this.#metricsOpen = settings.config.metricsOpen === true;
    this.#reflector = reflector;
    this.#auth = auth;
    this.#people = people;
  }

  /** Without a promise where nothing has to be waited for: most callers are known already. */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const access = this.#accessOf(context);
    if (access === 'open' || (access === 'metrics' && this.#metricsOpen)) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const caller = this.#auth.authenticate(request.headers.authorization);
    return caller instanceof Promise
      ? caller.then((found) => this.#letIn(request, found, access))
      : this.#letIn(request, caller, access);
  }

  #letIn(
    request: FastifyRequest,
    caller: Caller | undefined,
    scope: Scope | undefined,
  ): boolean | Promise<boolean> {
    if (caller === undefined) throw unknownCaller(request.headers.authorization);
    rememberCaller(request, caller);
    const refusal = this.#refusal(caller, scope);
    const enter = (): boolean => {
      if (refusal !== undefined) throw refusal;
      return true;
    };
    return caller.kind === 'person' ? this.#record(caller, request, refusal).then(enter) : enter();
  }

  #accessOf(context: ExecutionContext): Access {
    const handler = context.getHandler();
    const place = context.getClass();
    // By both: a handler that a class inherits may be answered differently there.
    const known = this.#access.get(handler);
    if (known?.place === place) return known.access;
    const access = this.#reflector.getAllAndOverride<Access>(ACCESS, [handler, place]);
    this.#access.set(handler, { place, access });
    return access;
  }

  #refusal(caller: Caller, scope: Scope | undefined): Problem | undefined {
    if (scope === undefined || !caller.scopes.has(scope)) {
      return new Problem(403, `The token lacks the scope \`${scope ?? 'of this path'}\`.`);
    }
    if (caller.tenant !== undefined && isOfAllTenants(scope)) {
      return new Problem(403, 'The token is bound to a tenant, and this is about all of them.');
    }
    return caller.kind === 'person' ? this.#people.challenge(caller, scope) : undefined;
  }

  #record(caller: Caller, request: FastifyRequest, refusal: Problem | undefined): Promise<void> {
    const route = `${request.method} ${request.routeOptions.url ?? 'unknown'}`;
    const refused = refusal instanceof Challenge ? 'must-authenticate' : 'lacks-scope';
    return this.#people.record(caller, route, refusal === undefined ? 'let-in' : refused);
  }
}

function unknownCaller(authorization: string | undefined): Problem {
  const detail = 'Send `Authorization: Bearer` with a token that this service takes.';
  if (authorization === undefined) return new Problem(401, detail);
  return new Challenge(detail, { error: 'invalid_token' });
}
