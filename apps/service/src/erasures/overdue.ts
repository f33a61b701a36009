import { Injectable } from '@nestjs/common';
import { Clock } from '../runtime/clock.ts';
import { Metrics } from '../runtime/metrics.ts';
import { ErasuresRepository } from './erasures.repository.ts';
import { Planner } from './planner.ts';

const MOST = 100;

/** What time itself brings: ends of laws that kept something, and promises that were not kept. */
@Injectable()
export class Overdue {
  readonly #erasures: ErasuresRepository;
  readonly #planner: Planner;
  readonly #clock: Clock;
  readonly #metrics: Metrics;

  constructor(erasures: ErasuresRepository, planner: Planner, clock: Clock, metrics: Metrics) {
    this.#erasures = erasures;
    this.#planner = planner;
    this.#clock = clock;
    this.#metrics = metrics;
  }

  /** Plans the erasure of what a law kept until now. */
  async takeUpReleased(): Promise<void> {
    const released = await this.#erasures.released(this.#clock.now(), MOST);
    for (const erasure of released) await this.#planner.followUp(erasure);
  }

  async measure(): Promise<void> {
    const count = await this.#erasures.countOverdue(this.#clock.now());
    this.#metrics.gauge('troth_erasures_overdue', 'Erasures not done after their due time.', count);
  }
}
