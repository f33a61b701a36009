import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.ts';
import type { Sql } from '../database/database.ts';
import type { SubjectWord as WordRow } from '../generated/client.ts';
import type { SubjectWord } from './subject-word.ts';

/** What is recorded of one subject now. */
export interface RecordedRow {
  readonly subjectRef: string;
  readonly optOuts: readonly string[];
  readonly consents: readonly string[];
  readonly restricted: boolean;
  readonly acceptedPolicy: string | null;
}

/** How far the feed goes. The epoch is another one once its places no longer mean what they meant. */
export interface FeedHead {
  readonly size: bigint;
  readonly epoch: string;
}

/** PostgreSQL's channel on which other processes hear that there is something new. */
export const CHANNEL = 'troth_subjects';

@Injectable()
export class SubjectWordsRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Writes a word at the next place of the feed and brings the subject's state up to it: the last word
   * by its own time, whatever order they arrive in. Other processes hear of it when this commits.
   */
  async record(sql: Sql, word: SubjectWord): Promise<void> {
    const [head] = await sql.$queryRaw<readonly { readonly size: bigint }[]>`
      UPDATE subject_feed SET size = size + 1 WHERE id = 'only' RETURNING size`;
    if (head === undefined) throw new Error('the feed of subjects has lost its head');
    const { about, object, ...rest } = word;
    await sql.subjectWord.create({
      data: { ...rest, seq: head.size, about, object: object ?? null },
    });
    await this.#apply(sql, word);
    await sql.$queryRaw`SELECT pg_notify(${CHANNEL}, ${String(head.size)})::text`;
  }

  async #apply(sql: Sql, { subjectRef, about, object = '', word, at }: SubjectWord): Promise<void> {
    switch (about) {
      case 'purpose':
        return this.#saveConsent(
          sql,
          { subjectRef, purpose: object, withdrawn: word === 'withdrawn' },
          at,
        );
      case 'restriction':
        return this.#saveRestriction(sql, subjectRef, word === 'restricted', at);
      case 'acceptance':
        return this.#saveAcceptance(sql, subjectRef, object, at);
    }
  }

  /** Of two at the same instant the objection stands. */
  async #saveConsent(
    sql: Sql,
    row: { readonly subjectRef: string; readonly purpose: string; readonly withdrawn: boolean },
    at: Date,
  ): Promise<void> {
    await sql.$executeRaw`
      INSERT INTO consent (subject_ref, purpose, withdrawn, at)
      VALUES (${row.subjectRef}, ${row.purpose}, ${row.withdrawn}, ${at})
      ON CONFLICT (subject_ref, purpose) DO UPDATE
        SET withdrawn = EXCLUDED.withdrawn, at = EXCLUDED.at
        WHERE consent.at < EXCLUDED.at OR (consent.at = EXCLUDED.at AND EXCLUDED.withdrawn)`;
  }

  /** Of two at the same instant the restriction stands. */
  async #saveRestriction(sql: Sql, ref: string, restricted: boolean, at: Date): Promise<void> {
    await sql.$executeRaw`
      INSERT INTO subject_state (subject_ref, restricted, restricted_at)
      VALUES (${ref}, ${restricted}, ${at})
      ON CONFLICT (subject_ref) DO UPDATE
        SET restricted = EXCLUDED.restricted, restricted_at = EXCLUDED.restricted_at
        WHERE subject_state.restricted_at IS NULL OR subject_state.restricted_at < EXCLUDED.restricted_at
          OR (subject_state.restricted_at = EXCLUDED.restricted_at AND EXCLUDED.restricted)`;
  }

  async #saveAcceptance(sql: Sql, ref: string, policy: string, at: Date): Promise<void> {
    await sql.$executeRaw`
      INSERT INTO subject_state (subject_ref, accepted_policy, accepted_at)
      VALUES (${ref}, ${policy}, ${at})
      ON CONFLICT (subject_ref) DO UPDATE
        SET accepted_policy = EXCLUDED.accepted_policy, accepted_at = EXCLUDED.accepted_at
        WHERE subject_state.accepted_at IS NULL OR subject_state.accepted_at < EXCLUDED.accepted_at`;
  }

  async head(): Promise<FeedHead> {
    return this.#database.client.subjectFeed.findUniqueOrThrow({ where: { id: 'only' } });
  }

  /** After a restore the places after the head are given anew: under another epoch. */
  async beginAnew(epoch: string): Promise<void> {
    await this.#database.client.subjectFeed.update({ where: { id: 'only' }, data: { epoch } });
  }

  /** Subjects with a word after a place, in the order of their last one; `limit` of them. */
  changedAfter(
    seq: bigint,
    limit: number,
  ): Promise<readonly { readonly subjectRef: string; readonly seq: bigint }[]> {
    return this.#database.client.$queryRaw<{ readonly subjectRef: string; readonly seq: bigint }[]>`
      SELECT subject_ref AS "subjectRef", max(seq) AS seq FROM subject_word
      WHERE seq > ${seq} GROUP BY subject_ref ORDER BY max(seq) LIMIT ${limit}`;
  }

  /** What is recorded of these subjects, or of all that anything is recorded of. */
  async recorded(subjectRefs?: readonly string[]): Promise<readonly RecordedRow[]> {
    const { client } = this.#database;
    const where = subjectRefs === undefined ? {} : { subjectRef: { in: [...subjectRefs] } };
    const [consents, states] = await Promise.all([
      client.consent.findMany({ where, orderBy: { purpose: 'asc' } }),
      client.subjectState.findMany({ where }),
    ]);
    const words = Map.groupBy(consents, ({ subjectRef }) => subjectRef);
    const stated = new Map(states.map((state) => [state.subjectRef, state]));
    const refs = subjectRefs ?? [...new Set([...words.keys(), ...stated.keys()])];
    return refs.map((subjectRef) => {
      const own = words.get(subjectRef) ?? [];
      const { restricted = false, acceptedPolicy = null } = stated.get(subjectRef) ?? {};
      return {
        subjectRef,
        optOuts: own.filter(({ withdrawn }) => withdrawn).map(({ purpose }) => purpose),
        consents: own.filter(({ withdrawn }) => !withdrawn).map(({ purpose }) => purpose),
        restricted,
        acceptedPolicy,
      };
    });
  }

  /** Every word of a subject, the oldest first. */
  history(subjectRef: string): Promise<readonly WordRow[]> {
    return this.#database.client.subjectWord.findMany({
      where: { subjectRef },
      orderBy: [{ at: 'asc' }, { seq: 'asc' }],
    });
  }
}
