import { Injectable } from '@nestjs/common';

import { within } from '@troth/guard';

import { Clock } from '../foundation/clock.ts';
import { Database } from '../foundation/database.ts';

/** The closed list of what is noted about how people use the platform. */
export type UsageKind = 'signed-in' | 'run-started' | 'run-finished' | 'snapshot-stored';

@Injectable()
export class UsageEvents {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  async record(accountId: string, kind: UsageKind): Promise<void> {
    const data = { accountId, kind, at: this.#clock.now() };
    await within({ purpose: 'provide-service' }, () => this.#database.usageEvent.create({ data }));
  }
}
