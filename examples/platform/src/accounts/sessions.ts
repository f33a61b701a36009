import { createHmac, timingSafeEqual } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import { Config } from '../config.ts';
import { Clock } from '../foundation/clock.ts';

const lifeMs = 12 * 60 * 60 * 1_000;

/**
 * Signed bearer tokens: the account's id and an end, nothing about the person, and nothing is put
 * into the browser's storage by us.
 */
@Injectable()
export class Sessions {
  readonly #key: string;
  readonly #clock: Clock;

  constructor(config: Config, clock: Clock) {
    this.#key = config.sessionKey;
    this.#clock = clock;
  }

  open(accountId: string): string {
    const claim = Buffer.from(`${accountId} ${this.#clock.now().getTime() + lifeMs}`).toString(
      'base64url',
    );
    return `${claim}.${this.#seal(claim).toString('base64url')}`;
  }

  /** The account's id, or nothing for a token that is forged, cut or too old. */
  accountOf(token: string): string | undefined {
    const [claim = '', seal = ''] = token.split('.');
    const wanted = this.#seal(claim);
    const given = Buffer.from(seal, 'base64url');
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
    const [accountId, end] = Buffer.from(claim, 'base64url').toString().split(' ');
    return Number(end) > this.#clock.now().getTime() ? accountId : undefined;
  }

  #seal(claim: string): Buffer {
    return createHmac('sha256', this.#key).update(claim).digest();
  }
}
