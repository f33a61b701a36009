import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import { describeError, Log } from '../runtime/log.ts';
import { Metrics } from '../runtime/metrics.ts';
import { Pseudonyms } from '../runtime/pseudonyms.ts';
import { Stamp } from '../runtime/stamp.ts';
import { DecisionsRepository } from './decisions.repository.ts';
import type { Segment } from './decisions.repository.ts';
import { LogSheet } from './log-sheet.ts';
import type { Told } from './log-sheet.ts';
import { LogThread } from './log-thread.ts';

const FLUSH_MS = 250;
/** Sheets whose memory is kept. */
const MOST_SPENT = 8;
/** Entries after which no flush waits for its time. */
const EARLY = 10_000;
/** Entries not written yet, from which on whoever asks waits for the database to take some. */
const FULL = 50_000;
/** Entries kept while the database does not answer; beyond it the oldest stay and new ones are counted as lost. */
const MOST_BUFFERED = 100_000;

/**
 * The buffered log of decisions. What is flushed is there for good; a killed process loses what was
 * in its buffer and leaves a writer without an end, which is counted at the next start.
 */
@Injectable()
export class DecisionLog implements OnModuleInit, OnModuleDestroy {
  readonly #rows: DecisionsRepository;
  readonly #metrics: Metrics;
  readonly #log: Log;
  readonly #stamp: Stamp;
  readonly #pseudonyms: Pseudonyms;
  readonly #writer: string;
  #sheet = new LogSheet();
  #thread: LogThread | undefined;
  /** Memory of sheets that were written. */
  #spent: ArrayBuffer[] = [];
  /** Entries that the thread has and did not give back. */
  #inThread = 0;
  /** Oldest first. Each has its id, so that one which was written without our hearing of it is not written twice. */
  readonly #segments: Segment[] = [];
  /** Entries told and not written. */
  #waiting = 0;
  /** The last flush did not reach the database. */
  #isAway = false;
  #room: PromiseWithResolvers<void> | undefined;
  #lost = 0;
  #timer: NodeJS.Timeout | undefined;
  #flushing: Promise<void> = Promise.resolve();
  #sinceFlush = 0;

  constructor(
    rows: DecisionsRepository,
    metrics: Metrics,
    log: Log,
    stamp: Stamp,
    pseudonyms: Pseudonyms,
  ) {
    this.#rows = rows;
    this.#metrics = metrics;
    this.#log = log;
    this.#stamp = stamp;
    this.#pseudonyms = pseudonyms;
    this.#writer = stamp.id();
  }

  async onModuleInit(): Promise<void> {
    const killed = await this.#rows.startWriter(this.#writer, this.#stamp.now());
    this.#metrics.gauge('troth_decision_writers_killed', KILLED_HELP, killed);
    this.#metrics.count('troth_decision_log_lost_total', LOST_HELP, {}, 0);
    this.#timer = setInterval(() => void this.flush(), FLUSH_MS);
    this.#timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
    if (this.#waiting > 0) this.#lose(this.#waiting);
    await this.#thread?.stop();
    await this.#rows.endWriter(this.#writer, this.#lost, this.#stamp.now());
  }

  add(told: Told): void {
    if (this.#waiting >= MOST_BUFFERED) return this.#lose(told.made.length);
    const noted = this.#sheet.note(told);
    this.#waiting += noted;
    this.#sinceFlush += noted;
    if (this.#sheet.isFull) this.#send();
    if (this.#sinceFlush >= EARLY) void this.flush();
  }

  /** So much waits that whoever asks next has to wait too; not while the database is away. */
  get isFull(): boolean {
    return this.#waiting >= FULL && !this.#isAway;
  }

  /** Resolves when there is room again, or when nobody can say when there will be. */
  async room(): Promise<void> {
    if (!this.isFull) return;
    this.#room ??= Promise.withResolvers();
    await this.#room.promise;
  }

  /** Writes what is buffered, one flush after the other. */
  flush(): Promise<void> {
    this.#sinceFlush = 0;
    this.#flushing = this.#flushing.then(() => this.#flushAll());
    return this.#flushing;
  }

  async #flushAll(): Promise<void> {
    if (this.#sheet.count > 0) this.#send();
    await this.#take();
    for (let next = this.#segments[0]; next !== undefined; next = this.#segments[0]) {
      try {
        await this.#rows.write(this.#writer, next);
      } catch (error) {
        const count = this.#waiting;
        this.#log.error('decision-log-not-flushed', { count, ...describeError(error) });
        this.#isAway = true;
        break;
      }
      this.#isAway = false;
      this.#segments.shift();
      this.#waiting -= next.entries;
    }
    if (this.isFull) return;
    this.#room?.resolve();
    this.#room = undefined;
  }

  #send(): void {
    this.#thread ??= new LogThread(this.#pseudonyms.keyForThread());
    this.#inThread += this.#sheet.count;
    this.#thread.send(this.#sheet.written());
    this.#sheet = new LogSheet(this.#spent.pop());
  }

  /** From the thread what it has made so far; what it had when it ended is lost, and the next one goes on. */
  async #take(): Promise<void> {
    if (this.#inThread === 0 || this.#thread === undefined) return;
    try {
      const { pressed, spent } = await this.#thread.given();
      for (const each of pressed) {
        this.#inThread -= each.entries;
        this.#segments.push({ id: this.#stamp.id(), ...each });
      }
      this.#spent = spent.slice(0, MOST_SPENT);
    } catch (error) {
      this.#log.error('decision-log-not-flushed', {
        count: this.#inThread,
        ...describeError(error),
      });
      this.#waiting -= this.#inThread;
      this.#lose(this.#inThread);
      this.#inThread = 0;
      this.#thread = undefined;
    }
  }

  #lose(count: number): void {
    this.#lost += count;
    this.#metrics.count('troth_decision_log_lost_total', LOST_HELP, {}, count);
  }
}

const KILLED_HELP = 'Processes that ended without flushing their decision log.';
const LOST_HELP = 'Decisions that could not be written to the log.';
