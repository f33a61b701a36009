import { gunzipSync } from 'node:zlib';
import type { Client } from 'pg';

/** A killed process loses what it had not flushed: 250 ms and the time of one write, on a busy machine. */
const UNFLUSHED_MS = 2000;

/** One run of a process, from its start to its end. */
export interface Life {
  /** `performance.now()`; absent: it ended by itself and flushed, or has not ended. */
  killedAt?: number;
}

interface Span {
  readonly from: number;
  until: number;
}

/** What was answered, to be looked for in the database when all is over. */
export class Ledger {
  readonly #decisions = new Map<string, { readonly at: number; readonly life: Life }>();
  readonly #recordedFirst: string[] = [];
  readonly #events: string[] = [];
  readonly #outages: Span[] = [];
  /** Segments of the decision log seen committed, with their number of entries. */
  readonly #committed = new Map<string, number>();

  decision(id: string, at: number, life: Life): void {
    this.#decisions.set(id, { at, life });
  }

  /** A decision that has to be in the audit log before its answer. */
  recordedFirst(id: string): void {
    this.#recordedFirst.push(id);
  }

  /** An event answered with 202. */
  event(id: string): void {
    this.#events.push(id);
  }

  /** From now until the returned function is called the database is away. */
  outage(): () => void {
    const span = { from: performance.now(), until: Number.POSITIVE_INFINITY };
    this.#outages.push(span);
    return () => {
      span.until = performance.now();
    };
  }

  /** Notes what is acknowledged: committed as others see it. */
  async observe(database: Client): Promise<void> {
    const sql = 'SELECT id, entries FROM decision_segment';
    const { rows } = await database.query<{ readonly id: string; readonly entries: number }>(sql);
    for (const { id, entries } of rows) this.#committed.set(id, entries);
  }

  async compare(database: Client): Promise<Lost & Found> {
    const kept = await keptDecisions(database);
    const ids = new Set(kept.ids);
    const missing = [...this.#decisions].filter(([id]) => !ids.has(id)).map(([, made]) => made);
    const segments = [...this.#committed].filter(([id, n]) => kept.segments.get(id) !== n);
    const writers = await database.query<{ readonly flushed: string }>(
      'SELECT coalesce(sum(flushed), 0)::text AS flushed FROM decision_writer',
    );
    return {
      events: this.#events.length,
      decisions: this.#decisions.size,
      recordedFirst: this.#recordedFirst.length,
      logged: kept.ids.length,
      unflushed: missing.length,
      twice: kept.ids.length - ids.size,
      lostEvents: await countMissing(database, EVENTS, this.#events),
      lostErasures: await countMissing(database, ERASED, this.#events.filter(isDeletion)),
      lostRecords: await countMissing(database, RECORDED, this.#recordedFirst),
      lostSegments: segments.length,
      lostEntries: missing.filter((made) => !this.#mayBeUnflushed(made)).length,
      uncounted: Math.abs(Number(writers.rows[0]?.flushed) - kept.ids.length),
    };
  }

  /** Killed within the time of a flush, or before a flush could have reached the database again. */
  #mayBeUnflushed({
    at,
    life: { killedAt },
  }: {
    readonly at: number;
    readonly life: Life;
  }): boolean {
    if (killedAt === undefined) return false;
    const away = this.#outages.find(
      (span) => span.from <= killedAt && killedAt <= span.until + UNFLUSHED_MS,
    );
    return at >= Math.min(killedAt, away?.from ?? killedAt) - UNFLUSHED_MS;
  }
}

export interface Found {
  readonly events: number;
  readonly decisions: number;
  readonly recordedFirst: number;
  /** Entries in the decision log; also of answers that never arrived. */
  readonly logged: number;
  /** Answered by a process that was killed before it flushed. */
  readonly unflushed: number;
  readonly twice: number;
}

/** Each of these must be 0. */
export interface Lost {
  readonly lostEvents: number;
  /** Events that were taken, and what follows from them was not. */
  readonly lostErasures: number;
  readonly lostRecords: number;
  /** Seen committed, and gone or changed. */
  readonly lostSegments: number;
  readonly lostEntries: number;
  /** Difference between what the writers count and what is there. */
  readonly uncounted: number;
}

export const deletionId = (id: string): string => `deletion-${id}`;
const isDeletion = (id: string): boolean => id.startsWith('deletion-');

const EVENTS = 'SELECT id FROM event WHERE id = ANY($1)';
const ERASED = 'SELECT event_id AS id FROM erasure WHERE event_id = ANY($1)';
const RECORDED = `
  SELECT entry ->> 'decision' AS id
  FROM (SELECT convert_from(bytes, 'UTF8')::jsonb AS entry FROM audit_leaf WHERE kind = 'decision') leaves
  WHERE entry ->> 'decision' = ANY($1)`;

async function countMissing(
  database: Client,
  sql: string,
  ids: readonly string[],
): Promise<number> {
  const { rows } = await database.query<{ readonly id: string }>(sql, [ids]);
  const there = new Set(rows.map(({ id }) => id));
  return ids.filter((id) => !there.has(id)).length;
}

async function keptDecisions(database: Client): Promise<{
  readonly ids: readonly string[];
  readonly segments: ReadonlyMap<string, number>;
}> {
  const segments = new Map<string, number>();
  const ids: string[] = [];
  const { rows } = await database.query<{ readonly id: string; readonly body: Buffer }>(
    'SELECT id, body FROM decision_segment',
  );
  for (const { id, body } of rows) {
    const lines = gunzipSync(body).toString('utf8').trimEnd().split('\n');
    segments.set(id, lines.length);
    for (const line of lines) ids.push((JSON.parse(line) as { readonly id: string }).id);
  }
  return { ids, segments };
}
