import { Injectable, Logger, NotFoundException } from '@nestjs/common';

import { Clock } from '../foundation/clock.ts';
import { Database } from '../foundation/database.ts';
import type { Run } from '../generated/prisma/client.ts';
import { PendingEvents, deletionOf } from '../governance/pending-events.ts';
import { Mail } from '../mail/mail.ts';
import type { FinishRun, StartRun } from './runs.input.ts';

@Injectable()
export class RunsService {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #events: PendingEvents;
  readonly #mail: Mail;
  readonly #log = new Logger('runs');

  constructor(database: Database, clock: Clock, events: PendingEvents, mail: Mail) {
    this.#database = database;
    this.#clock = clock;
    this.#events = events;
    this.#mail = mail;
  }

  list(accountId: string): Promise<Run[]> {
    return this.#database.run.findMany({
      where: { accountId, deletedAt: null },
      orderBy: { startedAt: 'desc' },
      take: 200,
    });
  }

  start(accountId: string, { name, configuration }: StartRun): Promise<Run> {
    const startedAt = this.#clock.now();
    return this.#database.run.create({ data: { accountId, name, configuration, startedAt } });
  }

  /** @throws NotFoundException for a run that is deleted or somebody else's */
  async find(accountId: string, id: string): Promise<Run> {
    const run = await this.#database.run.findUnique({ where: { id, accountId, deletedAt: null } });
    if (run === null) throw new NotFoundException('no such run');
    return run;
  }

  async finish(accountId: string, id: string, { status }: FinishRun): Promise<Run> {
    await this.find(accountId, id);
    const finishedAt = this.#clock.now();
    const run = await this.#database.run.update({ where: { id }, data: { status, finishedAt } });
    await this.#tell(run);
    return run;
  }

  /** Hidden at once; troth erases the rows and objects within the promised window. */
  async delete(accountId: string, id: string): Promise<void> {
    await this.find(accountId, id);
    const deletedAt = this.#clock.now();
    const event = deletionOf('training.runs', { id, accountId }, deletedAt);
    await this.#database.$transaction([
      this.#database.run.update({ where: { id }, data: { deletedAt } }),
      this.#database.snapshot.updateMany({ where: { runId: id }, data: { deletedAt } }),
      this.#database.pendingEvent.create({ data: event }),
    ]);
    await this.#events.deliver(event.id);
  }

  /** A letter that cannot be sent does not undo a finished run. */
  async #tell(run: Run): Promise<void> {
    try {
      await this.#mail.send(run.accountId, 'run-completion', `/runs/${run.id}`);
    } catch (error) {
      const cause = error instanceof Error ? error.name : 'unknown';
      this.#log.error({ message: 'run-completion letter not sent', runId: run.id, cause });
    }
  }
}
