import { Injectable } from '@nestjs/common';
import { canonicalJson } from '@troth/compiler';
import { PolicyStore } from '../policies/policy-store.ts';
import { Problem } from '../problems/problem.ts';
import { Clock } from '../runtime/clock.ts';
import { Pseudonyms } from '../runtime/pseudonyms.ts';
import { checkEvent } from './check-event.ts';
import { Consequences } from './consequences.ts';
import type { Promised } from './consequences.ts';
import type { EventRequest } from './event.schema.ts';
import { EventsRepository } from './events.repository.ts';

export interface AcceptedEvent {
  readonly id: string;
  readonly status: 'accepted' | 'duplicate';
  readonly erasures: readonly Promised[];
}

/** Takes events in: each once, with all that follows from it in the same transaction. */
@Injectable()
export class EventsService {
  readonly #events: EventsRepository;
  readonly #consequences: Consequences;
  readonly #policies: PolicyStore;
  readonly #pseudonyms: Pseudonyms;
  readonly #clock: Clock;

  constructor(
    events: EventsRepository,
    consequences: Consequences,
    policies: PolicyStore,
    pseudonyms: Pseudonyms,
    clock: Clock,
  ) {
    this.#events = events;
    this.#consequences = consequences;
    this.#policies = policies;
    this.#pseudonyms = pseudonyms;
    this.#clock = clock;
  }

  async take(event: EventRequest): Promise<AcceptedEvent> {
    const now = this.#clock.now();
    const policy = this.#policies.inForce(now)?.policy;
    if (policy === undefined) throw new Problem(503, 'No policy version is in force.');
    const problem = checkEvent(event, policy.vocabulary, now);
    if (problem !== undefined) throw problem;
    const row = this.#rowOf(event, now);
    const status = await this.#events.transaction(async (sql) => {
      if ((await this.#events.addOnce(sql, row)) === 'added') {
        await this.#consequences.draw(sql, policy, event);
        return 'accepted';
      }
      const known = await this.#events.contentMac(sql, event.id);
      if (known?.contentMac === row.contentMac) return 'duplicate';
      throw new Problem(409, 'An event of this id is recorded with other content.', [
        { pointer: '/id', field: 'id', detail: '`id` was used for another event' },
      ]);
    });
    return { id: event.id, status, erasures: await this.#consequences.of(event) };
  }

  #rowOf(event: EventRequest, receivedAt: Date) {
    const { subject, item } = event;
    return {
      id: event.id,
      contentMac: this.#pseudonyms.content(canonicalJson(event)),
      type: event.type,
      at: new Date(event.at),
      receivedAt,
      subjectRef: this.#pseudonyms.subject(subject.id, subject.tenant),
      tenant: subject.tenant ?? null,
      itemCategory: item?.category ?? null,
      itemRef: item === undefined ? null : this.#pseudonyms.item(item.category, item.id),
      purpose: event.purpose ?? null,
    };
  }
}
