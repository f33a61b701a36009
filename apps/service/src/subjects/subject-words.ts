import { Injectable } from '@nestjs/common';
import { AuditService } from '../audit/audit.service.ts';
import { Database } from '../database/database.ts';
import type { Sql } from '../database/database.ts';
import { Clock } from '../runtime/clock.ts';
import { SubjectStates } from './subject-states.ts';
import type { SubjectWord } from './subject-word.ts';
import { SubjectWordsRepository } from './subject-words.repository.ts';

/** A word before it is known when it was recorded. */
export type Said = Omit<SubjectWord, 'recordedAt'>;

/** Records what subjects say: once in the history, once in the audit log, and in force when it returns. */
@Injectable()
export class SubjectWords {
  readonly #words: SubjectWordsRepository;
  readonly #states: SubjectStates;
  readonly #database: Database;
  readonly #audit: AuditService;
  readonly #clock: Clock;

  constructor(
    words: SubjectWordsRepository,
    states: SubjectStates,
    database: Database,
    audit: AuditService,
    clock: Clock,
  ) {
    this.#words = words;
    this.#states = states;
    this.#database = database;
    this.#audit = audit;
    this.#clock = clock;
  }

  /** In force on this process when it returns. */
  async say(words: readonly Said[]): Promise<void> {
    await this.#database.transaction(async (sql) => {
      for (const word of words) await this.record(sql, word);
    });
    for (const subjectRef of new Set(words.map((word) => word.subjectRef)))
      await this.#states.renew(subjectRef);
  }

  /** In the caller's transaction; the feed is locked before the audit log, by everybody. */
  async record(sql: Sql, said: Said): Promise<void> {
    const word = { ...said, recordedAt: this.#clock.now() };
    await this.#words.record(sql, word);
    await this.#audit.append([entryOf(word)], sql);
  }
}

function entryOf({ subjectRef, about, object, word, source, by, at, recordedAt }: SubjectWord) {
  return {
    kind: 'subject-word',
    at: recordedAt,
    subject: subjectRef,
    about,
    object: object ?? null,
    word,
    source,
    by,
    said: at.toISOString(),
  };
}
