import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.ts';
import type { Sql } from '../database/database.ts';
import type { Hold } from '../generated/client.ts';

@Injectable()
export class HoldsRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** From here to the end of the transaction no step starts. */
  async lockForPlacing(sql: Sql): Promise<void> {
    await sql.$queryRaw`SELECT epoch FROM hold_epoch WHERE id = 'only' FOR UPDATE`;
    await sql.$executeRaw`UPDATE hold_epoch SET epoch = epoch + 1 WHERE id = 'only'`;
  }

  /** From here to the end of the transaction no hold is placed. */
  async lockForStarting(sql: Sql): Promise<void> {
    await sql.$queryRaw`SELECT epoch FROM hold_epoch WHERE id = 'only' FOR SHARE`;
  }

  active(sql: Sql = this.#database.client): Promise<readonly Hold[]> {
    return sql.hold.findMany({ where: { releasedAt: null } });
  }

  /** @param tenant absent: those of all tenants, and of none */
  list(tenant: string | undefined): Promise<readonly Hold[]> {
    return this.#database.client.hold.findMany({
      where: tenant === undefined ? {} : { tenant },
      orderBy: [{ placedAt: 'asc' }, { id: 'asc' }],
    });
  }

  async place(sql: Sql, hold: Hold): Promise<void> {
    await sql.hold.create({ data: hold });
  }

  /** @returns whether there was such a hold in force */
  async release(sql: Sql, id: string, by: string, at: Date): Promise<boolean> {
    const { count } = await sql.hold.updateMany({
      where: { id, releasedAt: null },
      data: { releasedAt: at, releasedBy: by, subjectId: null },
    });
    return count > 0;
  }

  /** What was held is due again at once, from its original due date. */
  async wakeHeld(): Promise<void> {
    await this.#database.client.erasure.updateMany({
      where: { doneAt: null },
      data: { retryAt: null },
    });
  }
}
