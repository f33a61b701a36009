import { Injectable } from '@nestjs/common';
import { HoldsService } from '../holds/holds.service.ts';
import { Clock } from '../runtime/clock.ts';
import { ErasuresRepository } from './erasures.repository.ts';
import type { WholeErasure } from './erasures.repository.ts';
import { storedState } from './step-states.ts';
import type { Seen } from './step-states.ts';
import { stepOf } from './stored-plan.ts';

export interface Look {
  readonly now: Date;
  of(erasure: WholeErasure): Seen;
}

/** The circumstances of erasures at this moment: holds in force and living workers. */
@Injectable()
export class Looker {
  readonly #erasures: ErasuresRepository;
  readonly #holds: HoldsService;
  readonly #clock: Clock;

  constructor(erasures: ErasuresRepository, holds: HoldsService, clock: Clock) {
    this.#erasures = erasures;
    this.#holds = holds;
    this.#clock = clock;
  }

  async look(ids: readonly string[]): Promise<Look> {
    const [holdsOn, leased] = await Promise.all([
      this.#holds.inForce(),
      this.#erasures.leased(ids),
    ]);
    const now = this.#clock.now();
    // A lease is counted by the database; whoever holds one holds it a moment longer than now.
    const later = new Date(now.getTime() + 1000).toISOString();
    return {
      now,
      of: (erasure) => ({
        holdsOn: (row) => (storedState(row) === 'done' ? [] : holdsOn(stepOf(row))),
        leaseUntil: leased.has(erasure.id) ? later : undefined,
      }),
    };
  }
}
