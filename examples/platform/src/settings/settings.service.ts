import { Injectable } from '@nestjs/common';

import { BillingService } from '../billing/billing.service.ts';
import { Clock } from '../foundation/clock.ts';
import { Database } from '../foundation/database.ts';
import { PendingEvents } from '../governance/pending-events.ts';
import type { ProductUpdates } from './settings.input.ts';

@Injectable()
export class SettingsService {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #events: PendingEvents;
  readonly #billing: BillingService;

  constructor(database: Database, clock: Clock, events: PendingEvents, billing: BillingService) {
    this.#database = database;
    this.#clock = clock;
    this.#events = events;
    this.#billing = billing;
  }

  /** Troth holds the choice, and is asked before each product update. */
  async chooseProductUpdates(accountId: string, { wanted }: ProductUpdates): Promise<void> {
    const at = this.#clock.now();
    const type = wanted ? 'consent.given' : 'consent.withdrawn';
    const id = `${type}:product-updates:${accountId}:${at.toISOString()}`;
    await this.#database.pendingEvent.create({
      data: { id, type, at, accountId, purpose: 'product-updates' },
    });
    await this.#events.deliver(id);
  }

  /**
   * Nobody can sign in from here on; troth erases everything within the promised window, and what is
   * cached leaves in ten minutes by itself.
   */
  async close(accountId: string): Promise<void> {
    await this.#billing.cancel(accountId);
    const closedAt = this.#clock.now();
    const id = `account.closed:${accountId}`;
    await this.#database.$transaction([
      this.#database.account.update({ where: { id: accountId }, data: { closedAt } }),
      this.#database.pendingEvent.create({
        data: { id, type: 'account.closed', at: closedAt, accountId },
      }),
    ]);
    await this.#events.deliver(id);
  }
}
