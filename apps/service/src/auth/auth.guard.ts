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

  constructor(reflector: Reflector, auth: AuthService, people: People, settings: Settings) {
    this.#metricsOpen = settings.config.metricsOpen === true;
    this.#reflector = reflector;
    this.#auth = auth;
    this.#people = people;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.#reflector.getAllAndOverride<Scope | 'open' | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'open' || (access === 'metrics' && this.#metricsOpen)) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { authorization } = request.headers;
    const caller = await this.#auth.authenticate(authorization);
    if (caller === undefined) throw unknownCaller(authorization);
    rememberCaller(request, caller);
    const refusal = this.#refusal(caller, access);
    if (caller.kind === 'person') await this.#record(caller, request, refusal);
    if (refusal !== undefined) throw refusal;
    return true;
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
