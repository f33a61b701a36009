import { Injectable } from '@nestjs/common';
import { logger } from '@examples/outlets';

import { Redis } from './redis.ts';

/** Everything in the cache is gone after this time; the data map says so too. */
export const cachedSeconds = 600;

/** What was read a moment ago. Losing it costs a query, never data. */
export abstract class Cache {
  abstract read(key: string): Promise<string | undefined>;
  abstract keep(key: string, value: string): Promise<void>;
  /** @throws Error when it may still be there */
  abstract forget(key: string): Promise<void>;
}

@Injectable()
export class RedisCache extends Cache {
  readonly #redis: Redis;
  readonly #log = logger('cache');

  constructor(redis: Redis) {
    super();
    this.#redis = redis;
  }

  override async read(key: string): Promise<string | undefined> {
    try {
      return (await (await this.#redis.client()).get(key)) ?? undefined;
    } catch (error) {
      this.#say('not read', error);
      return undefined;
    }
  }

  override async keep(key: string, value: string): Promise<void> {
    try {
      await (
        await this.#redis.client()
      ).set(key, value, {
        expiration: { type: 'EX', value: cachedSeconds },
      });
    } catch (error) {
      this.#say('not kept', error);
    }
  }

  override async forget(key: string): Promise<void> {
    await (await this.#redis.client()).del(key);
  }

  #say(what: string, error: unknown): void {
    this.#log.warn({ cause: error instanceof Error ? error.name : 'unknown' }, what);
  }
}
