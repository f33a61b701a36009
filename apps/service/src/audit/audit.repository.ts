import { Injectable } from '@nestjs/common';
import type { Frontier } from '@troth/audit';
import { Database } from '../database/database.ts';
import type { Sql } from '../database/database.ts';
import type { AuditLeaf } from '../generated/client.ts';

@Injectable()
export class AuditRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  /** Until the transaction ends nobody else appends, so the log has one order. */
  async lockHead(sql: Sql): Promise<Frontier> {
    await sql.$queryRaw`SELECT size FROM audit_head WHERE id = 'only' FOR UPDATE`;
    return this.head(sql);
  }

  async head(sql: Sql = this.#database.client): Promise<Frontier> {
    const row = await sql.auditHead.findUniqueOrThrow({ where: { id: 'only' } });
    return { size: Number(row.size), subtrees: row.frontier };
  }

  async append(sql: Sql, leaves: readonly AuditLeaf[], head: Frontier): Promise<void> {
    await sql.auditLeaf.createMany({ data: [...leaves] });
    const frontier = head.subtrees.map((hash) => new Uint8Array(hash));
    await sql.auditHead.update({
      where: { id: 'only' },
      data: { size: BigInt(head.size), frontier },
    });
  }

  list(from: bigint, limit: number): Promise<readonly AuditLeaf[]> {
    return this.#database.client.auditLeaf.findMany({
      where: { index: { gte: from } },
      orderBy: { index: 'asc' },
      take: limit,
    });
  }

  /** Leaf hashes of the first `size` leaves, in order. */
  async hashes(size: number): Promise<readonly Uint8Array[]> {
    const rows = await this.#database.client.auditLeaf.findMany({
      where: { index: { lt: size } },
      orderBy: { index: 'asc' },
      select: { hash: true },
    });
    return rows.map((row) => row.hash);
  }
}
