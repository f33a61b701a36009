import { ConflictException, Injectable } from '@nestjs/common';

import { hashPassword } from '../accounts/password.ts';
import { BillingService } from '../billing/billing.service.ts';
import { Clock } from '../foundation/clock.ts';
import { Database, isTaken } from '../foundation/database.ts';
import { PendingEvents } from '../governance/pending-events.ts';
import type { Changes, ProductUpdates } from './settings.input.ts';

export interface Profile {
  readonly name: string;
  readonly email: string;
}

const profile = { name: true, email: true } as const;

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

  read(id: string): Promise<Profile> {
    return this.#database.account.findUniqueOrThrow({ where: { id }, select: profile });
  }

  async update(id: string, { name, email, password }: Changes): Promise<Profile> {
    const data = {
      ...(name !== undefined && { name }),
      ...(email !== undefined && { email: email.toLowerCase() }),
      ...(password !== undefined && { passwordHash: await hashPassword(password) }),
    };
    try {
      return await this.#database.account.update({ where: { id }, data, select: profile });
    } catch (error) {
      if (!isTaken(error)) throw error;
      throw new ConflictException('this address already has an account', { cause: error });
    }
  }

  /** No product update is sent from here; troth holds the choice for whatever does. */
  async chooseProductUpdates(accountId: string, { wanted }: ProductUpdates): Promise<void> {
    const at = this.#clock.now();
    const type = wanted ? 'consent.given' : 'consent.withdrawn';
    const id = `${type}:product-updates:${accountId}:${at.toISOString()}`;
    await this.#database.pendingEvent.create({
      data: { id, type, at, accountId, purpose: 'product-updates' },
    });
    await this.#events.deliver(id);
  }

  /** Nobody can sign in from here on; troth erases everything within the promised window. */
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
