import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import type { SubjectState } from '@troth/decisions';
import { Database } from '../database/database.ts';
import { describeError, Log } from '../runtime/log.ts';
import { Pseudonyms } from '../runtime/pseudonyms.ts';
import { CHANNEL, SubjectWordsRepository } from './subject-words.repository.ts';
import type { FeedHead, RecordedRow } from './subject-words.repository.ts';

/** How often another process's words are fetched where no notice of them arrives: in force there within a second. */
const REFRESH_MS = 500;
/** After this long without news an answer about a subject would be a guess. */
const STALE_MS = 5000;
/** Subjects fetched at once. */
const PAGE = 1000;

interface Recorded extends SubjectState {
  /** Purposes consented to and not withdrawn since. */
  readonly consents: readonly string[];
  readonly acceptedPolicy?: string;
}

const NOTHING_RECORDED: Recorded = { optOuts: [], consents: [], restricted: false };

/**
 * Every subject who is not like all others, in memory, so that a decision needs no query. Written
 * through on this process; one that shares its database is told of the others' words as they commit.
 */
@Injectable()
export class SubjectStates implements OnModuleInit, OnModuleDestroy {
  readonly #words: SubjectWordsRepository;
  readonly #database: Database;
  readonly #pseudonyms: Pseudonyms;
  readonly #log: Log;
  readonly #states = new Map<string, Recorded>();
  #timer: NodeJS.Timeout | undefined;
  #stopListening: (() => Promise<void>) | undefined;
  /** Reads of the records, one after the other: an older one must not overwrite what a newer one found. */
  #turn: Promise<void> = Promise.resolve();
  #isWaiting = false;
  #freshAt = 0;
  #seq = 0n;
  #epoch = '';

  constructor(words: SubjectWordsRepository, database: Database, pseudonyms: Pseudonyms, log: Log) {
    this.#words = words;
    this.#database = database;
    this.#pseudonyms = pseudonyms;
    this.#log = log;
  }

  async onModuleInit(): Promise<void> {
    await this.#inTurn(() => this.#fetch());
    if (this.#database.embedded) return;
    this.#timer = setInterval(() => void this.#refresh(), REFRESH_MS);
    this.#timer.unref();
    this.#stopListening = await this.#database.listen({
      channel: CHANNEL,
      heard: () => void this.#refresh(),
      failed: (error) => this.#log.error('subject-words-not-heard', describeError(error)),
    });
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#timer);
    await this.#stopListening?.();
    await this.#turn;
  }

  /** What is recorded of a subject, as far as this process has heard. */
  of(id: string, tenant: string | undefined): Recorded {
    if (this.#states.size === 0) return NOTHING_RECORDED;
    return this.#states.get(this.#pseudonyms.subject(id, tenant)) ?? NOTHING_RECORDED;
  }

  /** Whether another process may have answered an objection that has not been heard of here. */
  get isBehind(): boolean {
    return !this.#database.embedded && performance.now() - this.#freshAt > STALE_MS;
  }

  /** Fetches what was just committed about one subject. */
  renew(subjectRef: string): Promise<void> {
    return this.#inTurn(async () => this.#take(await this.#words.recorded([subjectRef])));
  }

  /** What is heard while a fetch waits for its turn is fetched by that one. */
  async #refresh(): Promise<void> {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    await this.#inTurn(async () => {
      this.#isWaiting = false;
      await this.#fetch();
    }).catch((error: unknown) => this.#log.error('subject-states-not-read', describeError(error)));
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work);
    // Whoever asked for this read hears of its failure; the next one starts from where it was.
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #fetch(): Promise<void> {
    const started = performance.now();
    const head = await this.#words.head();
    if (head.epoch !== this.#epoch || head.size < this.#seq) await this.#fetchAll(head);
    for (let from = this.#seq; from < head.size; from = this.#seq) {
      const changed = await this.#words.changedAfter(from, PAGE);
      this.#take(await this.#words.recorded(changed.map(({ subjectRef }) => subjectRef)));
      this.#seq = changed.length < PAGE ? head.size : (changed.at(-1)?.seq ?? head.size);
    }
    this.#freshAt = started;
  }

  /** At the start, and after a restore. Read before the old is let go: nobody is like all others in between. */
  async #fetchAll({ size, epoch }: FeedHead): Promise<void> {
    const all = await this.#words.recorded();
    this.#states.clear();
    this.#take(all);
    this.#seq = size;
    this.#epoch = epoch;
  }

  #take(rows: readonly RecordedRow[]): void {
    for (const { subjectRef, optOuts, consents, restricted, acceptedPolicy } of rows) {
      const accepted = acceptedPolicy === null ? {} : { acceptedPolicy };
      this.#states.set(subjectRef, { optOuts, consents, restricted, ...accepted });
    }
  }
}
