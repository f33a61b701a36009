import { createHash, randomBytes } from 'node:crypto';

import { Injectable, NotFoundException } from '@nestjs/common';

import { Clock } from '../foundation/clock.ts';
import { Database } from '../foundation/database.ts';

/** By this a key is known from a session's token, and found when it was left lying somewhere. */
const mark = 'clk_';

export interface ShownKey {
  readonly id: string;
  /** The key's last characters, by which its owner tells it from others. */
  readonly ending: string;
  readonly createdAt: Date;
}

/** Keys by which programs of an account sign in. Kept as a digest: nobody can read one here. */
@Injectable()
export class ApiKeys {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  list(accountId: string): Promise<ShownKey[]> {
    return this.#database.apiKey.findMany({
      where: { accountId },
      select: { id: true, ending: true, createdAt: true },
      orderBy: { createdAt: 'desc' },
    });
  }

  /** The key is in this answer and nowhere else. */
  async make(accountId: string): Promise<ShownKey & { readonly key: string }> {
    const key = `${mark}${randomBytes(32).toString('base64url')}`;
    const shown = { ending: key.slice(-4), createdAt: this.#clock.now() };
    const data = { ...shown, accountId, digest: digestOf(key) };
    const { id } = await this.#database.apiKey.create({ data, select: { id: true } });
    return { ...shown, id, key };
  }

  /** @throws NotFoundException for a key that is gone or somebody else's */
  async revoke(accountId: string, id: string): Promise<void> {
    const { count } = await this.#database.apiKey.deleteMany({ where: { id, accountId } });
    if (count === 0) throw new NotFoundException('no such key');
  }

  /** The account's id, or nothing for a key that was never made or is revoked. */
  async accountOf(key: string): Promise<string | undefined> {
    if (!key.startsWith(mark)) return undefined;
    const found = await this.#database.apiKey.findUnique({
      where: { digest: digestOf(key) },
      select: { accountId: true },
    });
    return found?.accountId;
  }
}

/** A key is random and long, so that one plain digest of it tells nothing. */
function digestOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
