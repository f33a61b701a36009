import { Injectable } from '@nestjs/common';
import { receiptOf } from '@troth/erasure';
import type { Receipt } from '@troth/erasure';
import { canonicalJson, sha256 } from '@troth/compiler';
import { AuditService } from '../audit/audit.service.ts';
import { Clock } from '../runtime/clock.ts';
import { Pseudonyms } from '../runtime/pseudonyms.ts';
import { ErasuresRepository } from './erasures.repository.ts';
import type { WholeErasure } from './erasures.repository.ts';
import { nextLook } from './next-look.ts';
import type { NextLook } from './next-look.ts';
import type { StepOutcome } from './step-runner.ts';
import { recordsOf } from './step-states.ts';
import { planOf, sourceOf } from './stored-plan.ts';
import { WorkRepository } from './work.repository.ts';
import type { Claim } from './work.repository.ts';

/** The last transaction of an erasure: receipt, log, tombstone, and the ids of the subject go. */
@Injectable()
export class Completion {
  readonly #work: WorkRepository;
  readonly #erasures: ErasuresRepository;
  readonly #audit: AuditService;
  readonly #clock: Clock;
  readonly #pseudonyms: Pseudonyms;

  constructor(
    work: WorkRepository,
    erasures: ErasuresRepository,
    audit: AuditService,
    clock: Clock,
    pseudonyms: Pseudonyms,
  ) {
    this.#work = work;
    this.#erasures = erasures;
    this.#audit = audit;
    this.#clock = clock;
    this.#pseudonyms = pseudonyms;
  }

  finish(claim: Claim, erasure: WholeErasure): Promise<void> {
    const doneAt = this.#clock.now();
    const receipt = canonicalJson(receiptFor(erasure, doneAt));
    const { id, clause, subjectRef } = erasure;
    return this.#erasures.transaction(async (sql) => {
      await this.#work.renew(claim, sql);
      const about = { erasure: id, clause, subject: subjectRef, receipt: sha256(receipt) };
      await this.#audit.append([{ kind: 'erasure-done', at: doneAt, ...about }], sql);
      await this.#work.bury(sql, {
        ref: this.#gone(erasure),
        clause,
        erasureId: id,
        erasedAt: doneAt,
      });
      const forget = erasure.retained.length === 0;
      await this.#work.finish(sql, claim, { doneAt, receipt: Buffer.from(receipt), forget });
    });
  }

  /** Who or what is no more: the item where the event was about one. */
  #gone(erasure: WholeErasure): string {
    const item = sourceOf(erasure)?.item;
    return item === undefined ? erasure.subjectRef : this.#pseudonyms.item(item.category, item.id);
  }

  next(outcomes: readonly StepOutcome[], erasure: WholeErasure | null): NextLook {
    return nextLook(outcomes, erasure, this.#clock.now());
  }
}

/** Built from saved rows alone, so that a run that was killed and gone on with says the same. */
function receiptFor(erasure: WholeErasure, issuedAt: Date): Receipt {
  const event = sourceOf(erasure);
  if (event === undefined) throw new Error('an erasure forgot its event before it was done');
  const { id, subjectRef, policyVersion } = erasure;
  const about = { erasure: id, pseudonym: subjectRef, policyHash: policyVersion };
  const records = recordsOf(erasure, { holdsOn: () => [], leaseUntil: undefined });
  return receiptOf({ ...about, event, plan: planOf(erasure) }, records, issuedAt);
}
