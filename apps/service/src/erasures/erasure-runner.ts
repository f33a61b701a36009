import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import { Clock } from '../runtime/clock.ts';
import { Instance } from '../runtime/instance.ts';
import { describeError, Log } from '../runtime/log.ts';
import { LOOK_AGAIN_MS } from './attempts.ts';
import { OneErasure } from './one-erasure.ts';
import { LeaseLost, WorkRepository } from './work.repository.ts';
import type { Claim } from './work.repository.ts';

/** A third of a lease. */
const RENEW_MS = 10_000;
/** Erasures that one run takes at most; the rest is taken by the next. */
const MOST_PER_RUN = 1000;

/** Works off what is due, one erasure at a time, each under a claim. */
@Injectable()
export class ErasureRunner implements OnModuleInit, OnModuleDestroy {
  readonly #work: WorkRepository;
  readonly #erasure: OneErasure;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #owner: string;
  readonly #stopping = new AbortController();
  readonly #active = new Set<Promise<unknown>>();

  constructor(
    work: WorkRepository,
    erasure: OneErasure,
    clock: Clock,
    instance: Instance,
    log: Log,
  ) {
    this.#work = work;
    this.#erasure = erasure;
    this.#clock = clock;
    this.#log = log;
    this.#owner = instance.id;
  }

  onModuleInit(): Promise<void> {
    return this.#work.dropDeadClaims(this.#owner);
  }

  /** Steps in a store's hands are abandoned; the next start goes on with them. */
  async onModuleDestroy(): Promise<void> {
    this.#stopping.abort();
    await Promise.allSettled(this.#active);
  }

  /**
   * Takes everything whose work may start now, once each.
   * @param urgent also what waits for its next attempt or for a person
   * @returns ids of the erasures taken
   */
  run(urgent: 'urgent' | 'patient'): Promise<readonly string[]> {
    const running = this.#run(urgent).finally(() => this.#active.delete(running));
    this.#active.add(running);
    return running;
  }

  async #run(urgent: 'urgent' | 'patient'): Promise<readonly string[]> {
    const { signal } = this.#stopping;
    const taken: string[] = [];
    while (!signal.aborted && taken.length < MOST_PER_RUN) {
      const claim = await this.#work.claim(this.#clock.now(), this.#owner, urgent, taken);
      if (claim === undefined) break;
      taken.push(claim.id);
      await this.#runOne(claim, signal);
    }
    return taken;
  }

  async #runOne(claim: Claim, signal: AbortSignal): Promise<void> {
    const lost = new AbortController();
    const timer = setInterval(() => {
      this.#work.renew(claim).catch((error: unknown) => lost.abort(error));
    }, RENEW_MS);
    try {
      await this.#erasure.work(claim, AbortSignal.any([signal, lost.signal]));
    } catch (error) {
      // Somebody else goes on with it, or the next run does: every finished step is saved.
      if (error instanceof LeaseLost || signal.aborted || lost.signal.aborted) return;
      await this.#putOff(claim, error);
    } finally {
      clearInterval(timer);
    }
  }

  /** One that cannot be worked on holds up no other. */
  async #putOff(claim: Claim, error: unknown): Promise<void> {
    this.#log.error('erasure-put-off', { erasure: claim.id, ...describeError(error) });
    const retryAt = new Date(this.#clock.now().getTime() + LOOK_AGAIN_MS);
    await this.#work.giveBack(claim, { retryAt, blockedAt: null });
  }
}
