import { Injectable } from '@nestjs/common';
import { AuditService } from '../audit/audit.service.ts';
import type { Sql } from '../database/database.ts';
import { Database } from '../database/database.ts';
import type { Hold } from '../generated/client.ts';
import { PolicyStore } from '../policies/policy-store.ts';
import { Problem } from '../problems/problem.ts';
import { covers } from './covers.ts';
import type { Erasable } from './covers.ts';
import type { HoldRequest } from './hold.schema.ts';
import { HoldMaker } from './hold-maker.ts';
import { HoldsRepository } from './holds.repository.ts';

/** An erasure as far as a hold is concerned. */
export interface Holdable {
  readonly subjectRef: string;
  readonly tenant: string | null;
  readonly steps: readonly { readonly data: readonly string[] }[];
}

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
  async place(request: HoldRequest, placedBy: string): Promise<Hold> {
    const hold = this.#maker.make(request, placedBy);
    await this.#database.transaction(async (sql) => {
      await this.#holds.lockForPlacing(sql);
      await this.#holds.place(sql, hold);
      await this.#audit.append([entryOf('hold-placed', hold, hold.placedAt, placedBy)], sql);
    });
    return hold;
  }

  async release(id: string, by: string): Promise<void> {
    const { at } = this.#maker.stamp();
    await this.#database.transaction(async (sql) => {
      await this.#holds.lockForPlacing(sql);
      const hold = (await this.#holds.active(sql)).find((candidate) => candidate.id === id);
      if (hold === undefined) throw new Problem(404, 'There is no such hold in force.');
      await this.#holds.release(sql, id, by, at);
      await this.#audit.append([entryOf('hold-released', hold, at, by)], sql);
    });
    // Outside: a step holds its erasure while it waits for the lock on holds.
    await this.#holds.wakeHeld();
  }

  list(): Promise<readonly Hold[]> {
    return this.#holds.list();
  }

  /** In the transaction that starts a step: the race with a new hold has one winner. */
  async coveringAtStart(sql: Sql, erasure: Holdable): Promise<Hold | undefined> {
    await this.#holds.lockForStarting(sql);
    return this.#first(await this.#holds.active(sql), erasure);
  }

  /** For showing a status: whether any hold in force covers an erasure. */
  async coverage(): Promise<(erasure: Holdable) => boolean> {
    const active = await this.#holds.active();
    return (erasure) => this.#first(active, erasure) !== undefined;
  }

  #first(active: readonly Hold[], erasure: Holdable): Hold | undefined {
    const vocabulary = this.#policies.newest()?.policy.vocabulary;
    const erasable: Erasable = {
      subjectRef: erasure.subjectRef,
      tenant: erasure.tenant,
      data: erasure.steps.flatMap((step) => step.data),
    };
    return active.find((hold) => covers(hold, erasable, vocabulary));
  }
}

function entryOf(kind: string, hold: Hold, at: Date, by: string) {
  const { id, subjectRef, tenant, data } = hold;
  return { kind, at, hold: id, subject: subjectRef, tenant, data, by };
}
