import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';

import { Database } from '../foundation/database.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import { Troth } from './troth.ts';

const retryMs = 60_000;

/**
 * Delivers what troth has to hear of. Whoever changes a record writes the event in the same
 * transaction and calls `deliver`; what cannot be delivered now waits in the table.
 */
@Injectable()
export class PendingEvents implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #database: Database;
  readonly #troth: Troth;
  readonly #log = new Logger('pending-events');
  #retry: NodeJS.Timeout | undefined;

  constructor(database: Database, troth: Troth) {
    this.#database = database;
    this.#troth = troth;
  }

  onApplicationBootstrap(): void {
    this.#retry = setInterval(() => void this.deliver(), retryMs);
  }

  onApplicationShutdown(): void {
    clearInterval(this.#retry);
  }

  /** Never throws: the record is changed already, and the event is kept until it is accepted. */
  async deliver(): Promise<void> {
    const events = await this.#database.pendingEvent.findMany({
      orderBy: { at: 'asc' },
      take: 100,
    });
    for (const event of events) {
      try {
        await this.#troth.report(event);
        await this.#database.pendingEvent.deleteMany({ where: { id: event.id } });
      } catch (error) {
        const cause = error instanceof Error ? error.message : 'unknown';
        this.#log.warn({ message: 'event kept for later', event: event.id, cause });
        return;
      }
    }
  }
}

/** The write that belongs into the transaction of a deletion. */
export function deletionOf(
  category: 'training.runs' | 'training.snapshots',
  item: { readonly id: string; readonly accountId: string },
  at: Date,
): Prisma.PendingEventCreateArgs {
  const id = `item.deleted:${category}:${item.id}`;
  const { accountId } = item;
  return {
    data: { id, type: 'item.deleted', at, accountId, itemCategory: category, itemId: item.id },
  };
}
