import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.ts';
import type { Sql } from '../database/database.ts';
import { Prisma } from '../generated/client.ts';
import type { Tombstone } from '../generated/client.ts';
import type { StoredState } from './step-states.ts';

/** An erasure that this process works on. `fence` is older than the row's once somebody else does. */
export interface Claim {
  readonly id: string;
  readonly fence: bigint;
}

/** Another process has taken the erasure over; nothing of what this one wanted to write is written. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** Seconds that a claim lasts without being renewed. */
const LEASE_SECONDS = 30;

export interface StepChange {
  readonly state: StoredState;
  readonly attempts?: number;
  readonly found?: number | null;
  readonly erased?: number;
  readonly outcome?: string;
  readonly connector?: string;
  readonly cause?: string | null;
  readonly startedAt?: Date;
  readonly doneAt?: Date;
  readonly intentLeaf?: bigint;
  readonly doneLeaf?: bigint;
}

/** Claims and the writes that need one. Leases are counted on the database's clock, never on ours. */
@Injectable()
export class WorkRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Claims the erasure with the earliest deadline that may be started at `now`. Two processes never
   * get the same one: locked rows are skipped, and a lease keeps them afterwards.
   * @param urgent also those that wait for their next attempt or for a person
   */
  async claim(
    now: Date,
    owner: string,
    urgent: 'urgent' | 'patient',
    except: readonly string[],
  ): Promise<Claim | undefined> {
    const patience =
      urgent === 'urgent'
        ? Prisma.sql`TRUE`
        : Prisma.sql`blocked_at IS NULL AND (retry_at IS NULL OR retry_at <= ${now})`;
    const others =
      except.length === 0 ? Prisma.sql`TRUE` : Prisma.sql`id NOT IN (${Prisma.join([...except])})`;
    const rows = await this.#database.client.$queryRaw<readonly Claim[]>`
      UPDATE erasure
      SET lease_owner = ${owner}, fence = fence + 1,
          lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
      WHERE id = (
        SELECT id FROM erasure
        WHERE done_at IS NULL AND starts_at <= ${now}
          AND (lease_until IS NULL OR lease_until <= clock_timestamp())
          AND ${patience} AND ${others}
        ORDER BY due, id LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING id, fence`;
    return rows[0];
  }

  /** @throws LeaseLost when somebody else holds the erasure by now */
  async renew(claim: Claim, sql: Sql = this.#database.client): Promise<void> {
    const count = await sql.$executeRaw`
      UPDATE erasure SET lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
      WHERE id = ${claim.id} AND fence = ${claim.fence}`;
    if (count === 0) throw new LeaseLost(`erasure ${claim.id} is worked on by another process`);
  }

  async saveStep(sql: Sql, erasureId: string, order: number, change: StepChange): Promise<void> {
    await sql.step.update({ where: { erasureId_order: { erasureId, order } }, data: change });
  }

  async giveBack(
    claim: Claim,
    next: { readonly retryAt: Date | null; readonly blockedAt: Date | null },
  ): Promise<void> {
    await this.#database.client.erasure.updateMany({
      where: { id: claim.id, fence: claim.fence },
      data: { leaseOwner: null, leaseUntil: null, ...next },
    });
  }

  /** The end of an erasure; ids of the subject go unless something kept by law must be found again. */
  async finish(
    sql: Sql,
    claim: Claim,
    end: { readonly doneAt: Date; readonly receipt: Uint8Array; readonly forget: boolean },
  ): Promise<void> {
    await sql.erasure.update({
      where: { id: claim.id },
      data: {
        doneAt: end.doneAt,
        receipt: Buffer.from(end.receipt),
        blockedAt: null,
        retryAt: null,
        ...(end.forget ? { source: {} } : {}),
      },
    });
    await sql.step.updateMany({ where: { erasureId: claim.id }, data: { plan: {} } });
  }

  async bury(sql: Sql, tombstone: Tombstone): Promise<void> {
    await sql.tombstone.createMany({ data: [tombstone], skipDuplicates: true });
  }

  /** Claims of a process that had this owner's name and is no more. */
  async dropDeadClaims(owner: string): Promise<void> {
    await this.#database.client.erasure.updateMany({
      where: { leaseOwner: owner },
      data: { leaseOwner: null, leaseUntil: null },
    });
  }
}
