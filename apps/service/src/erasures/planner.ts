import { Injectable } from '@nestjs/common';
import { planErasure, planRelease } from '@troth/erasure';
import type { ErasureEvent, ErasurePlan } from '@troth/erasure';
import type { CompiledPolicy } from '@troth/compiler';
import type { Sql } from '../database/database.ts';
import type { Prisma } from '../generated/client.ts';
import { PolicyStore } from '../policies/policy-store.ts';
import { Clock } from '../runtime/clock.ts';
import { Ids } from '../runtime/ids.ts';
import { Pseudonyms } from '../runtime/pseudonyms.ts';
import { ErasuresRepository } from './erasures.repository.ts';
import type { WholeErasure } from './erasures.repository.ts';
import { retainedOf, sourceOf } from './stored-plan.ts';

/** Turns events into erasures with their steps, and old plans into new ones. */
@Injectable()
export class Planner {
  readonly #erasures: ErasuresRepository;
  readonly #policies: PolicyStore;
  readonly #pseudonyms: Pseudonyms;
  readonly #clock: Clock;
  readonly #ids: Ids;

  constructor(
    erasures: ErasuresRepository,
    policies: PolicyStore,
    pseudonyms: Pseudonyms,
    clock: Clock,
    ids: Ids,
  ) {
    this.#erasures = erasures;
    this.#policies = policies;
    this.#pseudonyms = pseudonyms;
    this.#clock = clock;
    this.#ids = ids;
  }

  /** One erasure a clause, in the transaction that stores the event. */
  async plan(sql: Sql, policy: CompiledPolicy, event: ErasureEvent): Promise<void> {
    for (const plan of this.#plans(policy, event)) {
      await this.#save(sql, { plan, policy, event, round: 0 });
    }
  }

  /**
   * A plan that could not be carried out, made again with the data maps of today. Nothing of it has
   * started, or it stays.
   */
  async replan(erasure: WholeErasure): Promise<WholeErasure> {
    const event = sourceOf(erasure);
    const policy = this.#policies.byHash(erasure.policyVersion)?.policy;
    const untouched = erasure.steps.every((step) => step.state === 'planned');
    if (event === undefined || policy === undefined || !untouched) return erasure;
    const plan = this.#plans(policy, event).find(({ clause }) => clause === erasure.clause);
    if (plan === undefined) return erasure;
    await this.#erasures.transaction((sql) =>
      this.#erasures.replan(
        sql,
        erasure.id,
        flawsOf(plan),
        stepRows(erasure.id, plan),
        retainedRows(erasure.id, plan),
      ),
    );
    return (await this.#erasures.find(erasure.id)) ?? erasure;
  }

  /** What a law kept and no longer keeps is erased after all: another round of the same promise. */
  async followUp(erasure: WholeErasure): Promise<void> {
    const now = this.#clock.now();
    const event = sourceOf(erasure);
    const policy = this.#policies.byHash(erasure.policyVersion)?.policy;
    if (event === undefined || policy === undefined) return;
    const retained = erasure.retained.filter((row) => row.followUp === null).map(retainedOf);
    const kept = { clause: erasure.clause, retained };
    for (const plan of planRelease(policy, this.#policies.dataMaps(), event, kept)) {
      if (new Date(plan.due) > now) continue;
      await this.#erasures.transaction(async (sql) => {
        const round = await this.#erasures.nextRound(sql, erasure);
        const id = await this.#save(sql, { plan, policy, event, round });
        await this.#erasures.markFollowedUp(sql, erasure.id, new Date(plan.due), id);
      });
    }
  }

  #plans(policy: CompiledPolicy, event: ErasureEvent): readonly ErasurePlan[] {
    return planErasure(policy, this.#policies.dataMaps(), event, this.#clock.now());
  }

  async #save(sql: Sql, { plan, policy, event, round }: Planned): Promise<string> {
    const id = this.#ids.id();
    const { subject } = event;
    const erasure = {
      id,
      round,
      eventId: event.id,
      clause: plan.clause,
      policyVersion: policy.hash,
      source: plainOf(event),
      subjectRef: this.#pseudonyms.subject(subject.id, subject.tenant),
      subjectKey: this.#pseudonyms.anyTenant(subject.id),
      tenant: subject.tenant ?? null,
      startedAt: new Date(event.at),
      startsAt: new Date(plan.startsAt),
      due: new Date(plan.due),
      ...flawsOf(plan),
    };
    await this.#erasures.add(sql, erasure, stepRows(id, plan), retainedRows(id, plan));
    return id;
  }
}

interface Planned {
  readonly plan: ErasurePlan;
  readonly policy: CompiledPolicy;
  readonly event: ErasureEvent;
  readonly round: number;
}

function flawsOf(plan: ErasurePlan): { uncovered: string[]; errors: string[] } {
  return {
    uncovered: [...plan.uncovered],
    errors: plan.errors.map((error) => `${error.code}: ${error.message}`),
  };
}

function stepRows(erasureId: string, plan: ErasurePlan): Prisma.StepCreateManyInput[] {
  return plan.steps.map((step) => ({
    erasureId,
    order: step.order,
    after: [...step.after],
    store: step.store,
    data: [...step.data],
    plan: plainOf(step),
    state: 'planned',
  }));
}

function retainedRows(erasureId: string, plan: ErasurePlan): Prisma.RetainedCreateManyInput[] {
  return plan.retained.map(({ store, target, data, obligation, basis, until }, position) => ({
    erasureId,
    position,
    store,
    target,
    data: [...data],
    obligation,
    basis,
    until: new Date(until),
  }));
}

/** Plans and events are plain values: what JSON keeps of them is all of them. */
function plainOf(value: object): Prisma.InputJsonObject {
  const plain: unknown = JSON.parse(JSON.stringify(value));
  if (!isJsonObject(plain)) throw new Error('a plan that is not an object');
  return plain;
}

function isJsonObject(value: unknown): value is Prisma.InputJsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
