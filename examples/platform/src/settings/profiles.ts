import { ConflictException, Injectable } from '@nestjs/common';

import { hashPassword } from '../accounts/password.ts';
import { Database, isTaken } from '../foundation/database.ts';
import { Cache } from '../redis/cache.ts';
import type { Changes } from './settings.input.ts';

export interface Profile {
  readonly name: string;
  readonly email: string;
}

const profile = { name: true, email: true } as const;

/** What people see of themselves on each page, so that it is read from the cache first. */
@Injectable()
export class Profiles {
  readonly #database: Database;
  readonly #cache: Cache;

  constructor(database: Database, cache: Cache) {
    this.#database = database;
    this.#cache = cache;
  }

  async read(id: string): Promise<Profile> {
    const cached = profileOf(await this.#cache.read(placeOf(id)));
    if (cached !== undefined) return cached;
    const read = await this.#database.account.findUniqueOrThrow({ where: { id }, select: profile });
    await this.#cache.keep(placeOf(id), JSON.stringify(read));
    return read;
  }

  /** @throws ConflictException when the address belongs to another account */
  async update(id: string, { name, email, password }: Changes): Promise<Profile> {
    const data = {
      ...(name !== undefined && { name }),
      ...(email !== undefined && { email: email.toLowerCase() }),
      ...(password !== undefined && { passwordHash: await hashPassword(password) }),
    };
    try {
      const updated = await this.#database.account.update({ where: { id }, data, select: profile });
      await this.#cache.forget(placeOf(id));
      return updated;
    } catch (error) {
      if (!isTaken(error)) throw error;
      throw new ConflictException('this address already has an account', { cause: error });
    }
  }
}

function placeOf(id: string): string {
  return `profile:${id}`;
}

function profileOf(text: string | undefined): Profile | undefined {
  const value: unknown = JSON.parse(text ?? 'null');
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('name' in value) || typeof value.name !== 'string') return undefined;
  if (!('email' in value) || typeof value.email !== 'string') return undefined;
  return { name: value.name, email: value.email };
}
