import { Clock } from './clock.ts';
import { Ids } from './ids.ts';

/** A new id and the time it was made at. */
export class Stamp {
  readonly #ids: Ids;
  readonly #clock: Clock;

  constructor(ids: Ids, clock: Clock) {
    this.#ids = ids;
    this.#clock = clock;
  }

  id(): string {
    return this.#ids.id();
  }

  now(): Date {
    return this.#clock.now();
  }

  next(): { readonly id: string; readonly at: Date } {
    return { id: this.#ids.id(), at: this.#clock.now() };
  }
}
