/** The time of day, injected so that tests decide what it is. */
export abstract class Clock {
  abstract now(): Date;
}

export class SystemClock extends Clock {
  override now(): Date {
    return new Date(Date.now());
  }
}
