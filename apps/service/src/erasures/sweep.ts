import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import { describeError, Log } from '../runtime/log.ts';
import { Settings } from '../runtime/settings.ts';
import { ErasureRunner } from './erasure-runner.ts';
import { Overdue } from './overdue.ts';

/** Works off what is due without being asked, one round after the other. */
@Injectable()
export class Sweep implements OnModuleInit, OnModuleDestroy {
  readonly #runner: ErasureRunner;
  readonly #overdue: Overdue;
  readonly #settings: Settings;
  readonly #log: Log;
  #timer: NodeJS.Timeout | undefined;
  #running = false;

  constructor(runner: ErasureRunner, overdue: Overdue, settings: Settings, log: Log) {
    this.#runner = runner;
    this.#overdue = overdue;
    this.#settings = settings;
    this.#log = log;
  }

  onModuleInit(): void {
    this.#timer = setInterval(() => void this.#round(), this.#settings.config.sweepMs);
    this.#timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  async #round(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      await this.#overdue.takeUpReleased();
      const taken = await this.#runner.run('patient');
      if (taken.length > 0) this.#log.info('erasures-worked-off', { count: taken.length });
      await this.#overdue.measure();
    } catch (error) {
      this.#log.error('sweep-failed', describeError(error));
    } finally {
      this.#running = false;
    }
  }
}
