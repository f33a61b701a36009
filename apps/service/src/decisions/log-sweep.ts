import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import { PolicyStore } from '../policies/policy-store.ts';
import { Clock } from '../runtime/clock.ts';
import { describeError, Log } from '../runtime/log.ts';
import { Settings } from '../runtime/settings.ts';
import { DecisionsRepository } from './decisions.repository.ts';
import { keptFor } from './kept-for.ts';

const DAY_MS = 86_400_000;
const SWEEP_MS = 3_600_000;

/** Deletes what the decision log has kept for its time; several processes may do so at once. */
@Injectable()
export class DecisionLogSweep implements OnModuleInit, OnModuleDestroy {
  readonly #rows: DecisionsRepository;
  readonly #policies: PolicyStore;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #setting: number | undefined;
  #saidDays: number | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    rows: DecisionsRepository,
    policies: PolicyStore,
    clock: Clock,
    log: Log,
    settings: Settings,
  ) {
    this.#rows = rows;
    this.#policies = policies;
    this.#clock = clock;
    this.#log = log;
    this.#setting = settings.config.decisionLogDays;
  }

  onModuleInit(): void {
    this.#say(this.#clock.now());
    this.#timer = setInterval(() => void this.sweep(), SWEEP_MS);
    this.#timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  async sweep(): Promise<void> {
    const now = this.#clock.now();
    const days = this.#say(now);
    // What would be past its time before the next sweep goes with this one.
    const oldest = new Date(now.getTime() - days * DAY_MS + SWEEP_MS);
    try {
      const count = await this.#rows.deleteOlderThan(oldest);
      if (count > 0) this.#log.info('decision-log-swept', { count });
    } catch (error) {
      this.#log.error('decision-log-not-swept', describeError(error));
    }
  }

  /** How long, and by which clause: in the log whenever it changes. */
  #say(now: Date): number {
    const { days, clause } = keptFor(this.#policies.effective(now), this.#setting);
    if (days !== this.#saidDays)
      this.#log.info('decision-log-kept', { days, ...(clause === undefined ? {} : { clause }) });
    this.#saidDays = days;
    return days;
  }
}
