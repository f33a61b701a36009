import { Injectable } from '@nestjs/common';
import type { CompiledPolicy } from '@troth/compiler';
import type { Sql } from '../database/database.ts';
import { ErasuresRepository } from '../erasures/erasures.repository.ts';
import type { WholeErasure } from '../erasures/erasures.repository.ts';
import { Planner } from '../erasures/planner.ts';
import { ConsentRecord } from './consent-record.ts';
import type { EventRequest } from './event.schema.ts';

/** When what will be erased, as the sender of an event is told. */
export interface Promised {
  readonly id: string;
  readonly clause: string;
  readonly due: string;
  readonly startsAt: string;
}

/** What follows from an event: erasures, and what a subject has said of a purpose. */
@Injectable()
export class Consequences {
  readonly #planner: Planner;
  readonly #erasures: ErasuresRepository;
  readonly #consents: ConsentRecord;

  constructor(planner: Planner, erasures: ErasuresRepository, consents: ConsentRecord) {
    this.#planner = planner;
    this.#erasures = erasures;
    this.#consents = consents;
  }

  async draw(sql: Sql, policy: CompiledPolicy, event: EventRequest): Promise<void> {
    // One spelling of the instant, whatever RFC 3339 allows.
    const at = new Date(event.at).toISOString();
    // First: the feed of subjects is locked before the audit log, here as everywhere.
    await this.#consents.record(sql, event);
    await this.#planner.plan(sql, policy, { ...event, at });
  }

  /** After the commit; a withdrawal is in force on this process when its answer leaves. */
  async of(event: EventRequest): Promise<readonly Promised[]> {
    await this.#consents.bringIntoForce(event);
    return (await this.#erasures.ofEvent(event.id)).map(promiseOf);
  }
}

function promiseOf(erasure: WholeErasure): Promised {
  const { id, clause, due, startsAt } = erasure;
  return { id, clause, due: due.toISOString(), startsAt: startsAt.toISOString() };
}
