import { Injectable } from '@nestjs/common';
import type { Sql } from '../database/database.ts';
import { Pseudonyms } from '../runtime/pseudonyms.ts';
import { SubjectStates } from '../subjects/subject-states.ts';
import { SubjectWords } from '../subjects/subject-words.ts';
import type { EventRequest } from './event.schema.ts';

/** The two events of the contract that say yes or no to a purpose. */
const WITHDRAWN: Readonly<Record<string, boolean>> = {
  'consent.withdrawn': true,
  'consent.given': false,
};

/** A subject's word on a purpose, from `consent.withdrawn` and `consent.given`. */
@Injectable()
export class ConsentRecord {
  readonly #words: SubjectWords;
  readonly #states: SubjectStates;
  readonly #pseudonyms: Pseudonyms;

  constructor(words: SubjectWords, states: SubjectStates, pseudonyms: Pseudonyms) {
    this.#words = words;
    this.#states = states;
    this.#pseudonyms = pseudonyms;
  }

  async record(sql: Sql, event: EventRequest): Promise<void> {
    const withdrawn = wordOf(event);
    if (withdrawn === undefined || event.purpose === undefined) return;
    await this.#words.record(sql, {
      subjectRef: this.#refOf(event),
      about: 'purpose',
      object: event.purpose,
      word: withdrawn ? 'withdrawn' : 'given',
      source: 'event',
      by: null,
      at: new Date(event.at),
    });
  }

  async bringIntoForce(event: EventRequest): Promise<void> {
    if (wordOf(event) !== undefined) await this.#states.renew(this.#refOf(event));
  }

  #refOf({ subject }: EventRequest): string {
    return this.#pseudonyms.subject(subject.id, subject.tenant);
  }
}

function wordOf(event: EventRequest): boolean | undefined {
  return Object.hasOwn(WITHDRAWN, event.type) ? WITHDRAWN[event.type] : undefined;
}
