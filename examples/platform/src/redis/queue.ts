import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import type { EditionName } from '../product-mail/editions.ts';
import { isEdition } from '../product-mail/editions.ts';
import { Redis } from './redis.ts';

/** What workers do. A job names an account by its opaque id and holds nothing else of a person. */
export type Job =
  | { readonly kind: 'product-update'; readonly accountId: string; readonly edition: EditionName }
  | { readonly kind: 'usage-figures' };

export interface Taken {
  readonly job: Job;
  done(): Promise<void>;
}

export abstract class Queue {
  abstract add(job: Job): Promise<void>;
  /** The oldest job; nothing when there was none for a while. It is given out again if it is not done. */
  abstract take(): Promise<Taken | undefined>;
}

const daySeconds = 86_400;
const waitSeconds = 5;
const waiting = 'jobs:waiting';
const taken = 'jobs:taken';

/**
 * Two lists of random ids, and each job's content under its id for a day: what nobody does in that
 * time leaves by itself. A job whose worker died is given out when the others are done.
 */
@Injectable()
export class RedisQueue extends Queue {
  readonly #redis: Redis;

  constructor(redis: Redis) {
    super();
    this.#redis = redis;
  }

  override async add(job: Job): Promise<void> {
    const client = await this.#redis.client();
    const id = randomUUID();
    await client.set(contentOf(id), JSON.stringify(job), {
      expiration: { type: 'EX', value: daySeconds },
    });
    await client.lPush(waiting, id);
  }

  override async take(): Promise<Taken | undefined> {
    const client = await this.#redis.client();
    const id =
      (await client.lMove(waiting, taken, 'RIGHT', 'LEFT')) ??
      (await client.lMove(taken, taken, 'RIGHT', 'LEFT')) ??
      (await this.#wait());
    if (id === null) return undefined;
    const done = async (): Promise<void> => {
      await client.del(contentOf(id));
      await client.lRem(taken, 1, id);
    };
    const job = jobOf((await client.get(contentOf(id))) ?? 'null');
    if (job !== undefined) return { job, done };
    await done();
    return this.take();
  }

  async #wait(): Promise<string | null> {
    const client = await this.#redis.anotherClient();
    try {
      return await client.blMove(waiting, taken, 'RIGHT', 'LEFT', waitSeconds);
    } finally {
      await client.close();
    }
  }
}

function contentOf(id: string): string {
  return `jobs:${id}`;
}

/** The job of a text, or nothing for one that this release does not know. */
export function jobOf(text: string): Job | undefined {
  const value: unknown = JSON.parse(text);
  const { kind, accountId, edition } = Object.fromEntries(Object.entries(value ?? {})) as {
    readonly kind?: unknown;
    readonly accountId?: unknown;
    readonly edition?: unknown;
  };
  if (kind === 'usage-figures') return { kind };
  if (kind !== 'product-update' || typeof accountId !== 'string' || !isEdition(edition))
    return undefined;
  return { kind, accountId, edition };
}
