export interface Poll {
  readonly everyMs: number;
  /** Never throws. */
  readonly work: () => Promise<void>;
}

/** Does each work again and again, never twice at once, and keeps no process alive. */
export class Polling {
  readonly #polls: readonly Poll[];
  readonly #timers = new Set<NodeJS.Timeout>();
  #isRunning = false;

  constructor(polls: readonly Poll[]) {
    this.#polls = polls;
  }

  start(): void {
    this.#isRunning = true;
    for (const poll of this.#polls) this.#later(poll);
  }

  stop(): void {
    this.#isRunning = false;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #later(poll: Poll): void {
    if (!this.#isRunning) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void poll.work().finally(() => this.#later(poll));
    }, poll.everyMs);
    timer.unref();
    this.#timers.add(timer);
  }
}
