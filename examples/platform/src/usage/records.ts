import { Injectable, SetMetadata } from '@nestjs/common';
import type {
  CallHandler,
  CustomDecorator,
  ExecutionContext,
  NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { concatMap } from 'rxjs';
import type { Observable } from 'rxjs';

import { UsageEvents } from './usage-events.ts';
import type { UsageKind } from './usage-events.ts';

const kindOfRoute = 'platform:usage';

/** Notes one use of the platform each time the route has done its work. */
export const Records = (kind: UsageKind): CustomDecorator => SetMetadata(kindOfRoute, kind);

@Injectable()
export class UsageInterceptor implements NestInterceptor {
  readonly #reflector: Reflector;
  readonly #usage: UsageEvents;

  constructor(reflector: Reflector, usage: UsageEvents) {
    this.#reflector = reflector;
    this.#usage = usage;
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const kind = this.#reflector.get<UsageKind | undefined>(kindOfRoute, context.getHandler());
    const { accountId } = context.switchToHttp().getRequest<FastifyRequest>();
    if (kind === undefined || accountId === undefined) return next.handle();
    return next.handle().pipe(
      concatMap(async (answer: unknown) => {
        await this.#usage.record(accountId, kind);
        return answer;
      }),
    );
  }
}
