import { Injectable } from '@nestjs/common';
import { figuresOf } from '@examples/outlets';
import type { Figure } from '@examples/outlets';
import { Guard } from '@troth/guard';

import { Database } from '../foundation/database.ts';

/** Smaller groups tell of single people; the policy allows none below. */
const people = 10;

/** How the platform is used by many people together, to see where it is slow or hard. */
@Injectable()
export class UsageFigures {
  readonly #database: Database;
  readonly #guard: Guard;

  constructor(database: Database, guard: Guard) {
    this.#database = database;
    this.#guard = guard;
  }

  /** @purpose improve-service */
  make(): Promise<readonly Figure[]> {
    const context = { aggregate: true, groupSize: people };
    return this.#guard.for('improve-service', { where: 'usage figures', context }, () =>
      this.#make(),
    );
  }

  async #make(): Promise<readonly Figure[]> {
    const pairs = await this.#database.usageEvent.groupBy({
      by: ['kind', 'accountId'],
      _count: { _all: true },
    });
    const kinds = [...new Set(pairs.map(({ kind }) => kind))];
    const counts = kinds.map((kind) => {
      const ofKind = pairs.filter((pair) => pair.kind === kind);
      const times = ofKind.reduce((sum, { _count }) => sum + _count._all, 0);
      return { kind, times, people: ofKind.length };
    });
    return figuresOf(counts, people);
  }
}
