import { Injectable } from '@nestjs/common';
import { heldBy } from '@troth/erasure';
import type { ErasureStep, Hold as ScopedHold } from '@troth/erasure';
import type { Caller } from '../auth/caller.ts';
import { AuditService } from '../audit/audit.service.ts';
import type { Sql } from '../database/database.ts';
import { Database } from '../database/database.ts';
import type { Hold } from '../generated/client.ts';
import { PolicyStore } from '../policies/policy-store.ts';
import { Problem } from '../problems/problem.ts';
import type { HoldRequest } from './hold.schema.ts';
import { HoldMaker } from './hold-maker.ts';
import { HoldsRepository } from './holds.repository.ts';

@Injectable()
export class HoldsService {
  readonly #holds: HoldsRepository;
  readonly #database: Database;
  readonly #audit: AuditService;
  readonly #policies: PolicyStore;
  readonly #maker: HoldMaker;

  constructor(
    holds: HoldsRepository,
    database: Database,
    audit: AuditService,
    policies: PolicyStore,
    maker: HoldMaker,
  ) {
    this.#holds = holds;
    this.#database = database;
    this.#audit = audit;
    this.#policies = policies;
    this.#maker = maker;
  }

  /** After the commit no step that the hold covers starts; those started before are not called back. */
  async place(request: HoldRequest, by: Caller): Promise<Hold> {
    const hold = this.#maker.make(request, by);
    await this.#database.transaction(async (sql) => {
      await this.#holds.lockForPlacing(sql);
      await this.#holds.place(sql, hold);
      await this.#audit.append([entryOf('hold-placed', hold, hold.placedAt, by.name)], sql);
    });
    return hold;
  }

  async release(id: string, by: Caller): Promise<void> {
    const { at } = this.#maker.stamp();
    await this.#database.transaction(async (sql) => {
      await this.#holds.lockForPlacing(sql);
      const hold = (await this.#holds.active(sql)).find((candidate) => candidate.id === id);
      if (hold === undefined || !by.maySee(hold))
        throw new Problem(404, 'There is no such hold in force.');
      await this.#holds.release(sql, id, by.name, at);
      await this.#audit.append([entryOf('hold-released', hold, at, by.name)], sql);
    });
    // Outside: a step holds its erasure while it waits for the lock on holds.
    await this.#holds.wakeHeld();
  }

  list(by: Caller): Promise<readonly Hold[]> {
    return this.#holds.list(by.tenant);
  }

  /** In the transaction that starts a step: the race with a new hold has one winner. */
  async stopping(sql: Sql, step: ErasureStep): Promise<readonly string[]> {
    await this.#holds.lockForStarting(sql);
    return this.#idsOf(await this.#holds.active(sql), step);
  }

  /** For showing a status: which holds in force stop a step. */
  async inForce(): Promise<(step: ErasureStep) => readonly string[]> {
    const active = await this.#holds.active();
    return (step) => this.#idsOf(active, step);
  }

  #idsOf(active: readonly Hold[], step: ErasureStep): readonly string[] {
    if (active.length === 0) return [];
    const vocabulary = this.#policies.newest()?.policy.vocabulary;
    // Without words to compare by, every hold stops everything.
    if (vocabulary === undefined) return active.map((hold) => hold.id);
    return heldBy(step, active.map(scopeOf), vocabulary).map((hold) => hold.id);
  }
}

function scopeOf({ id, subjectId, tenant, data }: Hold): ScopedHold {
  return {
    id,
    scope: {
      ...(subjectId === null ? {} : { subject: subjectId }),
      ...(tenant === null ? {} : { tenant }),
      ...(data.length === 0 ? {} : { categories: data }),
    },
  };
}

function entryOf(kind: string, hold: Hold, at: Date, by: string) {
  const { id, subjectRef, tenant, data } = hold;
  return { kind, at, hold: id, subject: subjectRef, tenant, data, by };
}
