import {
  Injectable,
  SetMetadata,
  UnauthorizedException,
  createParamDecorator,
} from '@nestjs/common';
import type { CanActivate, CustomDecorator, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';

import { ApiKeys } from '../api-keys/api-keys.ts';
import { Database } from '../foundation/database.ts';
import { Sessions } from './sessions.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard; absent on public routes. */
    accountId?: string;
  }
}

const isPublic = 'platform:public';

/** Opens a route to people who are not signed in; every other route is closed to them. */
export const Public = (): CustomDecorator => SetMetadata(isPublic, true);

/** The id of the account that is signed in. */
export const AccountId = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { accountId } = context.switchToHttp().getRequest<FastifyRequest>();
  if (accountId === undefined) throw new UnauthorizedException('sign in first');
  return accountId;
});

@Injectable()
export class SignedInGuard implements CanActivate {
  readonly #reflector: Reflector;
  readonly #sessions: Sessions;
  readonly #keys: ApiKeys;
  readonly #database: Database;

  constructor(reflector: Reflector, sessions: Sessions, keys: ApiKeys, database: Database) {
    this.#reflector = reflector;
    this.#sessions = sessions;
    this.#keys = keys;
    this.#database = database;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.#reflector.get<boolean | undefined>(isPublic, context.getHandler()) === true)
      return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const [scheme, token = ''] = (request.headers.authorization ?? '').split(' ');
    const id = scheme === 'Bearer' ? await this.#accountOf(token) : undefined;
    if (id === undefined || !(await this.#isOpen(id)))
      throw new UnauthorizedException('sign in first');
    request.accountId = id;
    return true;
  }

  /** By the token of a session, or by a key that a program was given. */
  async #accountOf(token: string): Promise<string | undefined> {
    return this.#sessions.accountOf(token) ?? (await this.#keys.accountOf(token));
  }

  /** A token outlives a closed account; the account's own state decides. */
  async #isOpen(id: string): Promise<boolean> {
    return (await this.#database.account.count({ where: { id, closedAt: null } })) === 1;
  }
}
