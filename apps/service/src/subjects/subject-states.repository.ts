import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.ts';
import type { Sql } from '../database/database.ts';

export interface ConsentRow {
  readonly subjectRef: string;
  readonly purpose: string;
  readonly withdrawn: boolean;
}

export interface StateRow {
  readonly subjectRef: string;
  readonly restricted: boolean;
  readonly acceptedPolicy: string | null;
}

@Injectable()
export class SubjectStatesRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * The last word by the events' own time, whatever order they arrive in. Of two at the same instant
   * the objection stands.
   */
  async saveConsent(sql: Sql, row: ConsentRow, at: Date): Promise<void> {
    await sql.$executeRaw`
      INSERT INTO consent (subject_ref, purpose, withdrawn, at, updated_at)
      VALUES (${row.subjectRef}, ${row.purpose}, ${row.withdrawn}, ${at}, clock_timestamp())
      ON CONFLICT (subject_ref, purpose) DO UPDATE
        SET withdrawn = EXCLUDED.withdrawn, at = EXCLUDED.at, updated_at = EXCLUDED.updated_at
        WHERE consent.at < EXCLUDED.at OR (consent.at = EXCLUDED.at AND EXCLUDED.withdrawn)`;
  }

  all(): Promise<readonly [readonly ConsentRow[], readonly StateRow[]]> {
    const { client } = this.#database;
    return Promise.all([client.consent.findMany(), client.subjectState.findMany()]);
  }

  of(subjectRef: string): Promise<readonly [readonly ConsentRow[], readonly StateRow[]]> {
    const { client } = this.#database;
    return Promise.all([
      client.consent.findMany({ where: { subjectRef } }),
      client.subjectState.findMany({ where: { subjectRef } }),
    ]);
  }

  /** Whatever changed within the longest time that a transaction may take, by the database's clock. */
  recent(): Promise<readonly [readonly ConsentRow[], readonly StateRow[]]> {
    const { client } = this.#database;
    return Promise.all([
      client.$queryRaw<ConsentRow[]>`
        SELECT subject_ref AS "subjectRef", purpose, withdrawn FROM consent
        WHERE updated_at > clock_timestamp() - interval '40 seconds'`,
      client.$queryRaw<StateRow[]>`
        SELECT subject_ref AS "subjectRef", restricted, accepted_policy AS "acceptedPolicy"
        FROM subject_state WHERE updated_at > clock_timestamp() - interval '40 seconds'`,
    ]);
  }
}
