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
}

@Injectable()
export class AuthRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  findByHash(hash: string): Promise<Token | null> {
    return this.#database.client.token.findFirst({ where: { hash, revokedAt: null } });
  }

  findByName(name: string): Promise<Token | null> {
    return this.#database.client.token.findFirst({ where: { name, revokedAt: null } });
  }

  list(): Promise<readonly Token[]> {
    return this.#database.client.token.findMany({ orderBy: { createdAt: 'asc' } });
  }

  async add(token: NewToken): Promise<void> {
    await this.#database.client.token.create({ data: { ...token, scopes: [...token.scopes] } });
  }

  async revoke(id: string, at: Date): Promise<boolean> {
    const { count } = await this.#database.client.token.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: at },
    });
    return count > 0;
  }
}
