import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.ts';
import type { Sql } from '../database/database.ts';
import { Prisma } from '../generated/client.ts';

const WHOLE = {
  include: { steps: { orderBy: { order: 'asc' } }, retained: { orderBy: { position: 'asc' } } },
} satisfies Prisma.ErasureDefaultArgs;

/** An erasure with its steps in order and what it leaves. */
export type WholeErasure = Prisma.ErasureGetPayload<typeof WHOLE>;
export type StepRow = WholeErasure['steps'][number];
export type RetainedRow = WholeErasure['retained'][number];

@Injectable()
export class ErasuresRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  async add(
    sql: Sql,
    erasure: Prisma.ErasureUncheckedCreateInput,
    steps: readonly Prisma.StepCreateManyInput[],
    retained: readonly Prisma.RetainedCreateManyInput[],
  ): Promise<void> {
    await sql.erasure.create({ data: erasure });
    await sql.step.createMany({ data: [...steps] });
    await sql.retained.createMany({ data: [...retained] });
  }

  /** Takes the place of a plan of which nothing has started. */
  async replan(
    sql: Sql,
    id: string,
    change: Pick<Prisma.ErasureUncheckedUpdateInput, 'uncovered' | 'errors'>,
    steps: readonly Prisma.StepCreateManyInput[],
    retained: readonly Prisma.RetainedCreateManyInput[],
  ): Promise<void> {
    await sql.step.deleteMany({ where: { erasureId: id } });
    await sql.retained.deleteMany({ where: { erasureId: id } });
    await sql.step.createMany({ data: [...steps] });
    await sql.retained.createMany({ data: [...retained] });
    await sql.erasure.update({ where: { id }, data: change });
  }

  ofSubject(
    subject: { readonly subjectRef: string } | { readonly subjectKey: string },
  ): Promise<readonly WholeErasure[]> {
    return this.#database.client.erasure.findMany({
      ...WHOLE,
      where: subject,
      orderBy: [{ due: 'asc' }, { id: 'asc' }],
    });
  }

  ofEvent(eventId: string, sql: Sql = this.#database.client): Promise<readonly WholeErasure[]> {
    return sql.erasure.findMany({
      ...WHOLE,
      where: { eventId, round: 0 },
      orderBy: [{ due: 'asc' }, { id: 'asc' }],
    });
  }

  find(id: string, sql: Sql = this.#database.client): Promise<WholeErasure | null> {
    return sql.erasure.findUnique({ ...WHOLE, where: { id } });
  }

  /** Not done and due for work, for a run that changes nothing. */
  startable(now: Date, most: number): Promise<readonly WholeErasure[]> {
    return this.#database.client.erasure.findMany({
      ...WHOLE,
      where: { doneAt: null, startsAt: { lte: now } },
      orderBy: [{ due: 'asc' }, { id: 'asc' }],
      take: most,
    });
  }

  countOverdue(now: Date): Promise<number> {
    return this.#database.client.erasure.count({ where: { doneAt: null, due: { lt: now } } });
  }

  /** Which of them a living process works on, by the database's clock. */
  async leased(ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.#database.client.$queryRaw<readonly { readonly id: string }[]>`
      SELECT id FROM erasure
      WHERE id IN (${Prisma.join([...ids])}) AND lease_until > clock_timestamp()`;
    return new Set(rows.map((row) => row.id));
  }

  /** The number of the next round of a promise. */
  async nextRound(sql: Sql, { eventId, clause }: WholeErasure): Promise<number> {
    return sql.erasure.count({ where: { eventId, clause } });
  }

  /** What a law no longer keeps and nobody has taken up yet. */
  released(now: Date, most: number): Promise<readonly WholeErasure[]> {
    return this.#database.client.erasure.findMany({
      ...WHOLE,
      where: {
        doneAt: { not: null },
        retained: { some: { until: { lte: now }, followUp: null } },
      },
      orderBy: { id: 'asc' },
      take: most,
    });
  }

  async markFollowedUp(
    sql: Sql,
    erasureId: string,
    until: Date,
    followUp: string,
  ): Promise<number> {
    const { count } = await sql.retained.updateMany({
      where: { erasureId, until, followUp: null },
      data: { followUp },
    });
    return count;
  }
}
