import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problems/problem.ts';
import { AuthService } from './auth.service.ts';
import { rememberCaller } from './caller.ts';
import { ACCESS } from './scopes.ts';
import type { Scope } from './scopes.ts';

/** On every path: open by name, or a token with the scope that the path names. */
@Injectable()
export class AuthGuard implements CanActivate {
  readonly #reflector: Reflector;
  readonly #auth: AuthService;

  constructor(reflector: Reflector, auth: AuthService) {
    this.#reflector = reflector;
    this.#auth = auth;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.#reflector.getAllAndOverride<Scope | 'open' | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'open') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const caller = await this.#auth.authenticate(request.headers.authorization);
    if (caller === undefined) {
      throw new Problem(401, 'Send `Authorization: Bearer` with a token of this service.');
    }
    if (access === undefined || !caller.scopes.has(access)) {
      throw new Problem(403, `The token lacks the scope \`${access ?? 'of this path'}\`.`);
    }
    rememberCaller(request, caller);
    return true;
  }
}
