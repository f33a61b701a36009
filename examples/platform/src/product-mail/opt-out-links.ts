import { createHmac, timingSafeEqual } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import { Config } from '../config.ts';

/** Links by which a person says no to product updates without signing in; good as long as the letter is. */
@Injectable()
export class OptOutLinks {
  readonly #publicUrl: string;
  readonly #key: string;

  constructor(config: Config) {
    this.#publicUrl = config.publicUrl;
    this.#key = config.sessionKey;
  }

  linkFor(accountId: string): string {
    const query = new URLSearchParams({
      account: accountId,
      seal: this.#seal(accountId).toString('base64url'),
    });
    return `${this.#publicUrl}/product-updates/opt-out?${query.toString()}`;
  }

  isOurs(accountId: string, seal: string): boolean {
    const wanted = this.#seal(accountId);
    const given = Buffer.from(seal, 'base64url');
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }

  #seal(accountId: string): Buffer {
    return createHmac('sha256', this.#key).update(`opt-out ${accountId}`).digest();
  }
}
