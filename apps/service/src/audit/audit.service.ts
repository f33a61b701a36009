import { Injectable } from '@nestjs/common';
import { append, leafHash } from '@troth/audit';
import type { Sql } from '../database/database.ts';
import { leafBytes } from './audit-entry.ts';
import type { AuditEntry } from './audit-entry.ts';
import { AuditRepository } from './audit.repository.ts';

/** Appends to the log, in the caller's transaction where there is one. */
@Injectable()
export class AuditService {
  readonly #log: AuditRepository;

  constructor(log: AuditRepository) {
    this.#log = log;
  }

  /** @returns the places of the entries, in order */
  append(entries: readonly AuditEntry[], sql?: Sql): Promise<readonly bigint[]> {
    if (sql !== undefined) return this.#append(sql, entries);
    return this.#log.transaction((own) => this.#append(own, entries));
  }

  async #append(sql: Sql, entries: readonly AuditEntry[]): Promise<readonly bigint[]> {
    let head = await this.#log.lockHead(sql);
    const leaves = entries.map((entry) => {
      const bytes = new Uint8Array(leafBytes(entry));
      const hash = new Uint8Array(leafHash(bytes));
      const index = BigInt(head.size);
      head = append(head, hash);
      return { index, bytes, hash, kind: entry.kind, at: entry.at };
    });
    await this.#log.append(sql, leaves, head);
    return leaves.map((leaf) => leaf.index);
  }
}
