import { randomBytes, randomUUID } from 'node:crypto';

/** Everything random, injected so that tests decide what it is. */
export abstract class Ids {
  /** A new id that nobody can guess. */
  abstract id(): string;
  /** A new bearer token of 256 random bits. */
  abstract token(): string;
}

export class RandomIds extends Ids {
  override id(): string {
    return randomUUID();
  }

  override token(): string {
    return `troth_${randomBytes(32).toString('base64url')}`;
  }
}
