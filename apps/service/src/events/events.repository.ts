import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.ts';
import type { Sql } from '../database/database.ts';
import type { Event } from '../generated/client.ts';

@Injectable()
export class EventsRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  /** Two senders of one id: the second waits for the first and then finds it. */
  async addOnce(sql: Sql, event: Event): Promise<'added' | 'known'> {
    const { count } = await sql.event.createMany({ data: [event], skipDuplicates: true });
    return count > 0 ? 'added' : 'known';
  }

  contentMac(sql: Sql, id: string): Promise<{ readonly contentMac: string } | null> {
    return sql.event.findUnique({ where: { id }, select: { contentMac: true } });
  }
}
