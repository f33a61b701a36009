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

  /** One statement with one parameter: 1,000 rows as single parameters cost several times as much. */
  async write(writer: string, entries: readonly LoggedDecision[]): Promise<void> {
    const rows = JSON.stringify(entries);
    await this.#database.transaction(async (sql) => {
      await sql.$executeRaw`
        INSERT INTO decision_log (id, at, policy_version, action, data, purpose, recipient,
                                  subject_ref, actor_ref, effect, reasons)
        SELECT id, at, "policyVersion", action, data, purpose, recipient,
               "subjectRef", "actorRef", effect, reasons
        FROM jsonb_to_recordset(${rows}::jsonb) AS entry(
          id text, at timestamptz, "policyVersion" text, action text, data text[], purpose text,
          recipient text, "subjectRef" text, "actorRef" text, effect text, reasons text[])`;
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
