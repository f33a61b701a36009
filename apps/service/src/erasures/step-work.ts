import { Injectable } from '@nestjs/common';
import type { ErasureStep, StepResult } from '@troth/erasure';
import { AuditService } from '../audit/audit.service.ts';
import type { Sql } from '../database/database.ts';
import { HoldsService } from '../holds/holds.service.ts';
import { Clock } from '../runtime/clock.ts';
import { isAttemptedEnough } from './attempts.ts';
import { ErasuresRepository } from './erasures.repository.ts';
import type { StepRow, WholeErasure } from './erasures.repository.ts';
import type { StoredState } from './step-states.ts';
import { WorkRepository } from './work.repository.ts';
import type { Claim } from './work.repository.ts';

/** A step that somebody works on. */
export interface Doing {
  readonly claim: Claim;
  readonly erasure: WholeErasure;
  readonly row: StepRow;
  readonly step: ErasureStep;
}

export type Failed = Extract<StepResult, { kind: 'failed' }>;

/** What a step writes, each time with its claim checked in the same transaction. */
@Injectable()
export class StepWork {
  readonly #work: WorkRepository;
  readonly #erasures: ErasuresRepository;
  readonly #holds: HoldsService;
  readonly #audit: AuditService;
  readonly #clock: Clock;

  constructor(
    work: WorkRepository,
    erasures: ErasuresRepository,
    holds: HoldsService,
    audit: AuditService,
    clock: Clock,
  ) {
    this.#work = work;
    this.#erasures = erasures;
    this.#holds = holds;
    this.#audit = audit;
    this.#clock = clock;
  }

  /** After this commit the step may delete; a hold that was committed before it is seen. */
  begin(doing: Doing, found: number | null): Promise<'begun' | 'held'> {
    return this.#write(doing, async (sql) => {
      const holds = await this.#holds.stopping(sql, doing.step);
      if (holds.length > 0) return 'held';
      const at = this.#clock.now();
      const { intentLeaf } = doing.row;
      const leaf = intentLeaf ?? (await this.#log(sql, doing, 'erasure-intent', at, { found }));
      await this.#save(sql, doing, 'started', {
        attempts: doing.row.attempts + 1,
        startedAt: doing.row.startedAt ?? at,
        found,
        intentLeaf: leaf,
      });
      return 'begun';
    });
  }

  finish(doing: Doing, connector: string, erased: number): Promise<'done'> {
    return this.#write<'done'>(doing, async (sql) => {
      const at = this.#clock.now();
      const outcome = erased > 0 ? 'erased' : 'absent';
      const leaf = await this.#log(sql, doing, 'erasure-step-done', at, { outcome, erased });
      await this.#save(sql, doing, 'done', {
        outcome,
        erased,
        connector,
        cause: null,
        doneAt: at,
        doneLeaf: leaf,
      });
      return 'done';
    });
  }

  fail(doing: Doing, failed: Failed): Promise<'failed' | 'blocked'> {
    const attempts = doing.row.attempts + 1;
    const state = failed.retryable && !isAttemptedEnough(attempts) ? 'failed' : 'blocked';
    return this.#write(doing, async (sql) => {
      await this.#save(sql, doing, state, { cause: failed.cause });
      return state;
    });
  }

  block(doing: Doing, cause: string): Promise<'blocked'> {
    return this.#write<'blocked'>(doing, async (sql) => {
      await this.#save(sql, doing, 'blocked', { cause });
      return 'blocked';
    });
  }

  #write<T>(doing: Doing, work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.#erasures.transaction(async (sql) => {
      await this.#work.renew(doing.claim, sql);
      return work(sql);
    });
  }

  #save(
    sql: Sql,
    { erasure, row }: Doing,
    state: StoredState,
    change: Omit<Parameters<WorkRepository['saveStep']>[3], 'state'>,
  ): Promise<void> {
    return this.#work.saveStep(sql, erasure.id, row.order, { state, ...change });
  }

  async #log(
    sql: Sql,
    { erasure, row }: Doing,
    kind: string,
    at: Date,
    more: Readonly<Record<string, string | number | null>>,
  ): Promise<bigint> {
    const { id, clause, subjectRef } = erasure;
    const entry = {
      kind,
      at,
      erasure: id,
      clause,
      subject: subjectRef,
      store: row.store,
      step: row.order,
    };
    const [leaf] = await this.#audit.append([{ ...entry, ...more }], sql);
    if (leaf === undefined) throw new Error('an entry got no place in the log');
    return leaf;
  }
}
