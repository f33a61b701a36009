import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import { Clock } from '../runtime/clock.ts';
import { describeError, Log } from '../runtime/log.ts';
import { Settings } from '../runtime/settings.ts';
import { DecisionsRepository } from './decisions.repository.ts';

const DAY_MS = 86_400_000;
const SWEEP_MS = 3_600_000;
const DEFAULT_DAYS = 90;

/** Deletes what the decision log has kept for its time; several processes may do so at once. */
@Injectable()
export class DecisionLogSweep implements OnModuleInit, OnModuleDestroy {
  readonly #rows: DecisionsRepository;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #days: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(rows: DecisionsRepository, clock: Clock, log: Log, settings: Settings) {
    this.#rows = rows;
    this.#clock = clock;
    this.#log = log;
    this.#days = settings.config.decisionLogDays ?? DEFAULT_DAYS;
  }

  onModuleInit(): void {
    this.#timer = setInterval(() => void this.sweep(), SWEEP_MS);
    this.#timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  async sweep(): Promise<void> {
    const oldest = new Date(this.#clock.now().getTime() - this.#days * DAY_MS);
    try {
      const count = await this.#rows.deleteOlderThan(oldest);
      if (count > 0) this.#log.info('decision-log-swept', { count });
    } catch (error) {
      this.#log.error('decision-log-not-swept', describeError(error));
    }
  }
}
