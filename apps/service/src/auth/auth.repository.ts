import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.ts';
import type { Token } from '../generated/client.ts';

export interface NewToken {
  readonly id: string;
  readonly name: string;
  readonly hash: string;
  readonly scopes: readonly string[];
  readonly kind: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly perSecond: number | null;
  readonly tenant: string | null;
}

/** A new secret in the place of the one that `hash` is of. */
export interface Rotation {
  readonly id: string;
  readonly hash: string;
  readonly next: string;
  readonly previousUntil: Date;
  readonly expiresAt: Date | null;
}

@Injectable()
export class AuthRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** By its secret, or by the one before while that is still taken. */
  findByHash(hash: string, now: Date): Promise<Token | null> {
    const previous = { previousHash: hash, previousUntil: { gt: now } };
    return this.#database.client.token.findFirst({
      where: { ...inUse(now), AND: { OR: [{ hash }, previous] } },
    });
  }

  findById(id: string, now: Date): Promise<Token | null> {
    return this.#database.client.token.findFirst({ where: { id, ...inUse(now) } });
  }

  findByName(name: string, now: Date): Promise<Token | null> {
    return this.#database.client.token.findFirst({ where: { name, ...inUse(now) } });
  }

  /** Made before every token had an end. */
  countEndless(): Promise<number> {
    return this.#database.client.token.count({ where: { revokedAt: null, expiresAt: null } });
  }

  /** @param tenant absent: those of all tenants, and of none */
  list(tenant: string | undefined): Promise<readonly Token[]> {
    return this.#database.client.token.findMany({
      where: tenant === undefined ? {} : { tenant },
      orderBy: { createdAt: 'asc' },
    });
  }

  async add(token: NewToken): Promise<void> {
    await this.#database.client.token.create({ data: { ...token, scopes: [...token.scopes] } });
  }

  /** Of two rotations at once one happens. */
  async rotate({ id, hash, next, previousUntil, expiresAt }: Rotation): Promise<boolean> {
    const { count } = await this.#database.client.token.updateMany({
      where: { id, hash, revokedAt: null },
      data: { hash: next, previousHash: hash, previousUntil, expiresAt },
    });
    return count > 0;
  }

  async revoke(id: string, tenant: string | undefined, at: Date): Promise<boolean> {
    const { count } = await this.#database.client.token.updateMany({
      where: { id, revokedAt: null, ...(tenant === undefined ? {} : { tenant }) },
      data: { revokedAt: at },
    });
    return count > 0;
  }
}

function inUse(now: Date) {
  return { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
}
