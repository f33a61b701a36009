import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.ts';
import type { DecisionSegment } from '../generated/client.ts';
import type { Pressed } from './log-press.ts';

/** Decisions that were flushed together, oldest first. */
export interface Segment extends Pressed {
  readonly id: string;
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

  /**
   * One row for thousands of decisions, in one statement: 1,000 as rows of their own take the embedded database
   * 30 ms and more. One that was written before, without our hearing of it, is not written again.
   */
  write(writer: string, { id, entries, from, until, body }: Segment): Promise<void> {
    const values = [id, new Date(from), new Date(until), entries, body, writer];
    return this.#database.execute(WRITE, values);
  }

  async endWriter(id: string, lost: number, endedAt: Date): Promise<void> {
    await this.#database.client.decisionWriter.update({ where: { id }, data: { lost, endedAt } });
  }

  /** Those that hold decisions of this time, oldest first. */
  segments(from: Date, until: Date): Promise<readonly DecisionSegment[]> {
    return this.#database.client.decisionSegment.findMany({
      where: { from: { lt: until }, until: { gte: from } },
      orderBy: { from: 'asc' },
    });
  }

  /** @returns how many segments were deleted */
  async deleteOlderThan(instant: Date): Promise<number> {
    const { count } = await this.#database.client.decisionSegment.deleteMany({
      where: { until: { lt: instant } },
    });
    return count;
  }
}

const WRITE = `
  WITH written AS (
    INSERT INTO decision_segment (id, from_at, until_at, entries, body)
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING RETURNING entries)
  UPDATE decision_writer SET flushed = flushed + written.entries FROM written WHERE id = $6`;
