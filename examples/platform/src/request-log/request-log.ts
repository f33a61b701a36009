import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { Guard } from '@troth/guard';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { Clock } from '../foundation/clock.ts';
import { Database } from '../foundation/database.ts';
import { deviceOf } from './device.ts';

const keptMs = 30 * 24 * 60 * 60 * 1_000;
const sweepMs = 60 * 60 * 1_000;

/**
 * One record a request, for security and diagnosis. The container's own log gets the route and the
 * outcome only; the address and the device stay in the database, where an erasure finds them.
 */
@Injectable()
export class RequestLog implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #guard: Guard;
  readonly #log = new Logger('requests');
  #sweep: NodeJS.Timeout | undefined;

  constructor(database: Database, clock: Clock, guard: Guard) {
    this.#database = database;
    this.#clock = clock;
    this.#guard = guard;
  }

  onApplicationBootstrap(): void {
    this.#sweep = setInterval(() => void this.#sweepOrSay(), sweepMs);
  }

  onApplicationShutdown(): void {
    clearInterval(this.#sweep);
  }

  /** Never throws: the answer is sent already. */
  async record(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const outcome = {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime),
    };
    this.#log.log({ message: 'request', ...outcome });
    try {
      const data = {
        ...outcome,
        ...deviceOf(request.headers),
        ip: request.ip,
        accountId: request.accountId ?? null,
        at: this.#clock.now(),
      };
      await this.#forSecurity(() => this.#database.requestLog.create({ data }));
    } catch (error) {
      this.#log.error({ message: 'request not recorded', cause: nameOf(error) });
    }
  }

  /** Removes what is older than thirty days; the number of records that went. */
  async sweep(): Promise<number> {
    const before = new Date(this.#clock.now().getTime() - keptMs);
    const { count } = await this.#forSecurity(() =>
      this.#database.requestLog.deleteMany({ where: { at: { lt: before } } }),
    );
    return count;
  }

  #forSecurity<T>(work: () => Promise<T>): Promise<T> {
    return this.#guard.for('security-monitoring', { where: 'request log' }, work);
  }

  async #sweepOrSay(): Promise<void> {
    try {
      await this.sweep();
    } catch (error) {
      const cause = nameOf(error);
      this.#log.error({ message: 'old records not removed, tried again in an hour', cause });
    }
  }
}

/** The kind of an error; its message may repeat what was to be written. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
