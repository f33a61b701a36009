import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';

import { Database } from '../foundation/database.ts';
import { Troth } from './troth.ts';
import type { GovernedEvent } from './troth.ts';

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
    this.#retry = setInterval(() => void this.deliverWaiting(), retryMs);
  }

  onApplicationShutdown(): void {
    clearInterval(this.#retry);
  }

  /** Never throws: the record is changed already, and the event is kept until it is accepted. */
  async deliver(id: string): Promise<void> {
    try {
      const event = await this.#database.pendingEvent.findUnique({ where: { id } });
      if (event === null) return;
      await this.#troth.report(event);
      await this.#database.pendingEvent.deleteMany({ where: { id } });
    } catch (error) {
      const cause = error instanceof Error ? error.message : 'unknown';
      this.#log.warn({ message: 'event kept for later', event: id, cause });
    }
  }

  /** Tries all that wait; one that is refused holds up no other. Never throws. */
  async deliverWaiting(): Promise<void> {
    try {
      const waiting = await this.#database.pendingEvent.findMany({
        select: { id: true },
        orderBy: { at: 'asc' },
        take: 100,
      });
      for (const { id } of waiting) await this.deliver(id);
    } catch (error) {
      const cause = error instanceof Error ? error.name : 'unknown';
      this.#log.error({ message: 'waiting events not read', cause });
    }
  }
}

/** The event of a deletion: its write belongs into the transaction that hides the item. */
export function deletionOf(
  category: 'training.runs' | 'training.snapshots',
  item: { readonly id: string; readonly accountId: string },
  at: Date,
): GovernedEvent {
  const id = `item.deleted:${category}:${item.id}`;
  const { accountId } = item;
  return {
    id,
    type: 'item.deleted',
    at,
    accountId,
    itemCategory: category,
    itemId: item.id,
    purpose: null,
  };
}
