import { Injectable } from '@nestjs/common';
import { logger } from '@examples/outlets';
import { Guard } from '@troth/guard';

import { ProductMail } from '../product-mail/product-mail.ts';
import { Queue } from '../redis/queue.ts';
import type { Job } from '../redis/queue.ts';
import { UsageFigures } from '../usage/usage-figures.ts';

/** Does what stands in the queue, one job after the other. A job that fails is given out again later. */
@Injectable()
export class Workers {
  readonly #queue: Queue;
  readonly #guard: Guard;
  readonly #productMail: ProductMail;
  readonly #figures: UsageFigures;
  readonly #log = logger('workers');

  constructor(queue: Queue, guard: Guard, productMail: ProductMail, figures: UsageFigures) {
    this.#queue = queue;
    this.#guard = guard;
    this.#productMail = productMail;
    this.#figures = figures;
  }

  /** Never throws for a job that fails; @throws Error when the queue cannot be reached. */
  async workOnce(): Promise<'done' | 'failed' | 'idle'> {
    const taken = await this.#queue.take();
    if (taken === undefined) return 'idle';
    const { kind } = taken.job;
    try {
      await this.#do(taken.job);
    } catch (error) {
      this.#log.error(
        { kind, cause: error instanceof Error ? error.name : 'unknown' },
        'job failed',
      );
      return 'failed';
    }
    await taken.done();
    this.#log.info({ kind }, 'job done');
    return 'done';
  }

  async #do(job: Job): Promise<void> {
    switch (job.kind) {
      case 'product-update':
        await this.#sendEdition(job);
        return;
      case 'usage-figures':
        this.#log.info({ figures: await this.#figures.make() }, 'usage figures');
    }
  }

  #sendEdition({ accountId, edition }: Job & { kind: 'product-update' }): Promise<unknown> {
    const scope = { where: 'product mail', subject: { id: accountId } };
    return this.#guard.for('product-updates', scope, () =>
      this.#productMail.send(accountId, edition),
    );
  }
}
