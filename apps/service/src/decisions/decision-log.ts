import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import { Clock } from '../runtime/clock.ts';
import { Ids } from '../runtime/ids.ts';
import { describeError, Log } from '../runtime/log.ts';
import { Metrics } from '../runtime/metrics.ts';
import { DecisionsRepository } from './decisions.repository.ts';
import type { LoggedDecision } from './logged-decision.ts';

const FLUSH_MS = 250;
/** Decisions in one segment. */
const BATCH = 5000;
/** Entries kept while the database does not answer; beyond it the oldest stay and new ones are counted as lost. */
const MOST_BUFFERED = 100_000;

/**
 * The buffered log of decisions. What is flushed is there for good; a killed process loses what was
 * in its buffer and leaves a writer without an end, which is counted at the next start.
 */
@Injectable()
export class DecisionLog implements OnModuleInit, OnModuleDestroy {
  readonly #rows: DecisionsRepository;
  readonly #metrics: Metrics;
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #writer: string;
  #buffer: LoggedDecision[] = [];
  #lost = 0;
  #timer: NodeJS.Timeout | undefined;
  #flushing: Promise<void> = Promise.resolve();

  constructor(rows: DecisionsRepository, metrics: Metrics, log: Log, clock: Clock, ids: Ids) {
    this.#rows = rows;
    this.#metrics = metrics;
    this.#log = log;
    this.#clock = clock;
    this.#ids = ids;
    this.#writer = ids.id();
  }

  async onModuleInit(): Promise<void> {
    const killed = await this.#rows.startWriter(this.#writer, this.#clock.now());
    this.#metrics.gauge('troth_decision_writers_killed', KILLED_HELP, killed);
    this.#metrics.count('troth_decision_log_lost_total', LOST_HELP, {}, 0);
    this.#timer = setInterval(() => void this.flush(), FLUSH_MS);
    this.#timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
    if (this.#buffer.length > 0) this.#lose(this.#buffer.length);
    await this.#rows.endWriter(this.#writer, this.#lost, this.#clock.now());
  }

  add(entry: LoggedDecision): void {
    if (this.#buffer.length < MOST_BUFFERED) this.#buffer.push(entry);
    else this.#lose(1);
  }

  /** Writes what is buffered, one flush after the other. */
  flush(): Promise<void> {
    this.#flushing = this.#flushing.then(() => this.#flushAll());
    return this.#flushing;
  }

  async #flushAll(): Promise<void> {
    while (this.#buffer.length > 0) {
      const batch = this.#buffer.slice(0, BATCH);
      try {
        await this.#rows.write(this.#writer, this.#segment(batch));
      } catch (error) {
        this.#log.error('decision-log-not-flushed', {
          count: batch.length,
          ...describeError(error),
        });
        return;
      }
      this.#buffer = this.#buffer.slice(batch.length);
    }
  }

  #segment(batch: readonly LoggedDecision[]): Parameters<DecisionsRepository['write']>[1] {
    const now = this.#clock.now();
    return {
      id: this.#ids.id(),
      lines: batch.map((entry) => JSON.stringify(entry)),
      from: batch[0]?.at ?? now,
      until: batch.at(-1)?.at ?? now,
    };
  }

  #lose(count: number): void {
    this.#lost += count;
    this.#metrics.count('troth_decision_log_lost_total', LOST_HELP, {}, count);
  }
}

const KILLED_HELP = 'Processes that ended without flushing their decision log.';
const LOST_HELP = 'Decisions that could not be written to the log.';
