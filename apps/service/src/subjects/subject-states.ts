import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import type { SubjectState } from '@troth/decisions';
import { Database } from '../database/database.ts';
import { Problem } from '../problems/problem.ts';
import { describeError, Log } from '../runtime/log.ts';
import { Pseudonyms } from '../runtime/pseudonyms.ts';
import { SubjectStatesRepository } from './subject-states.repository.ts';
import type { ConsentRow, StateRow } from './subject-states.repository.ts';

/** How often another process's changes are fetched: in force there within a second. */
const REFRESH_MS = 500;
/** After this long without news an answer about a subject would be a guess. */
const STALE_MS = 5000;

interface Recorded extends SubjectState {
  /** Purposes consented to and not withdrawn since. */
  readonly consents: readonly string[];
  readonly acceptedPolicy?: string;
}

const NOTHING_RECORDED: Recorded = { optOuts: [], consents: [], restricted: false };

/**
 * Every subject who is not like all others, in memory, so that a decision needs no query. Written
 * through on this process; a process that shares its database fetches the others' changes.
 */
@Injectable()
export class SubjectStates implements OnModuleInit, OnModuleDestroy {
  readonly #rows: SubjectStatesRepository;
  readonly #database: Database;
  readonly #pseudonyms: Pseudonyms;
  readonly #log: Log;
  readonly #states = new Map<string, Recorded>();
  #timer: NodeJS.Timeout | undefined;
  #freshAt = 0;

  constructor(rows: SubjectStatesRepository, database: Database, pseudonyms: Pseudonyms, log: Log) {
    this.#rows = rows;
    this.#database = database;
    this.#pseudonyms = pseudonyms;
    this.#log = log;
  }

  async onModuleInit(): Promise<void> {
    await this.#reload();
    if (this.#database.embedded) return;
    this.#timer = setInterval(() => void this.#refresh(), REFRESH_MS);
    this.#timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  /**
   * What is recorded of a subject.
   * @throws Problem 503 when the records may be older than what another process answered
   */
  of(id: string, tenant: string | undefined): Recorded {
    if (!this.#database.embedded && performance.now() - this.#freshAt > STALE_MS) {
      throw new Problem(503, 'The records of objections cannot be read at the moment.');
    }
    if (this.#states.size === 0) return NOTHING_RECORDED;
    return this.#states.get(this.#pseudonyms.subject(id, tenant)) ?? NOTHING_RECORDED;
  }

  /** Fetches what was just committed about one subject. */
  async renew(subjectRef: string): Promise<void> {
    this.#merge(await this.#rows.of(subjectRef));
  }

  async #refresh(): Promise<void> {
    const started = performance.now();
    try {
      if (started - this.#freshAt > STALE_MS) await this.#reload();
      else this.#merge(await this.#rows.recent());
      this.#freshAt = started;
    } catch (error) {
      this.#log.error('subject-states-not-read', describeError(error));
    }
  }

  async #reload(): Promise<void> {
    const started = performance.now();
    this.#merge(await this.#rows.all());
    this.#freshAt = started;
  }

  #merge([consents, states]: readonly [readonly ConsentRow[], readonly StateRow[]]): void {
    for (const { subjectRef, purpose, withdrawn } of consents) {
      const old = this.#states.get(subjectRef) ?? NOTHING_RECORDED;
      const optOuts = without(old.optOuts, purpose);
      const given = without(old.consents, purpose);
      this.#states.set(subjectRef, {
        ...old,
        optOuts: withdrawn ? [...optOuts, purpose] : optOuts,
        consents: withdrawn ? given : [...given, purpose],
      });
    }
    for (const { subjectRef, restricted, acceptedPolicy } of states) {
      const { optOuts, consents: given } = this.#states.get(subjectRef) ?? NOTHING_RECORDED;
      const accepted = acceptedPolicy === null ? {} : { acceptedPolicy };
      this.#states.set(subjectRef, { optOuts, consents: given, restricted, ...accepted });
    }
  }
}

function without(purposes: readonly string[], purpose: string): readonly string[] {
  return purposes.filter((candidate) => candidate !== purpose);
}
