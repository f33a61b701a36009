import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.ts';
import type { DecisionSegment } from '../generated/client.ts';

const compress = promisify(gzip);

/** Decisions that were flushed together, one JSON object a line, oldest first. */
export interface Segment {
  readonly id: string;
  readonly lines: readonly string[];
  readonly from: Date;
  readonly until: Date;
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
   * One row a flush, in one statement: 1,000 decisions as rows of their own take the embedded database 30 ms and more,
   * on the thread that answers; compressed beside it, one.
   */
  async write(writer: string, { id, lines, from, until }: Segment): Promise<void> {
    const options = { level: 1, chunkSize: 1024 * 1024 };
    const body = new Uint8Array(await compress(`${lines.join('\n')}\n`, options));
    await this.#database.client.$executeRaw`
      WITH counted AS (
        UPDATE decision_writer SET flushed = flushed + ${lines.length} WHERE id = ${writer})
      INSERT INTO decision_segment (id, from_at, until_at, entries, body)
      VALUES (${id}, ${from}, ${until}, ${lines.length}, ${body})`;
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
