import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.ts';

export interface LoggedDecision {
  readonly id: string;
  readonly at: Date;
  readonly policyVersion: string;
  readonly action: string;
  readonly data: readonly string[];
  readonly purpose: string;
  readonly recipient: string | null;
  readonly subjectRef: string | null;
  readonly actorRef: string | null;
  readonly effect: string;
  readonly reasons: readonly string[];
}

@Injectable()
export class DecisionsRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** @returns writers of before that never ended, this process's own siblings not counted */
  async startWriter(id: string, startedAt: Date): Promise<number> {
    const { client, embedded } = this.#database;
    const unended = embedded ? await client.decisionWriter.count({ where: { endedAt: null } }) : 0;
    await client.decisionWriter.create({ data: { id, startedAt } });
    return unended;
  }

  async write(writer: string, entries: readonly LoggedDecision[]): Promise<void> {
    await this.#database.transaction(async (sql) => {
      await sql.decisionLog.createMany({
        data: entries.map((entry) => ({
          ...entry,
          data: [...entry.data],
          reasons: [...entry.reasons],
        })),
      });
      await sql.decisionWriter.update({
        where: { id: writer },
        data: { flushed: { increment: entries.length } },
      });
    });
  }

  async endWriter(id: string, lost: number, endedAt: Date): Promise<void> {
    await this.#database.client.decisionWriter.update({ where: { id }, data: { lost, endedAt } });
  }
}
