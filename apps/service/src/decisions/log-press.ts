import { gzipSync } from 'node:zlib';
import type { DecisionRequest } from '@troth/decisions';
import type { Pseudonyms } from '../runtime/pseudonyms.ts';
import { callsOf } from './log-sheet.ts';
import type { WrittenSheet } from './log-sheet.ts';
import { loggable } from './logged-decision.ts';
import { NOTHING_SPOKEN, SpokenWords } from './spoken-words.ts';

/** Entries of the decision log in the form they are stored in. */
export interface Pressed {
  readonly entries: number;
  /** Milliseconds of the first and the last of them. */
  readonly from: number;
  readonly until: number;
  /** One JSON object a line, gzip, in one or several members. */
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Makes entries of the decision log from what was noted, and compresses them. */
export class LogPress {
  readonly #pseudonyms: Pseudonyms;

  constructor(pseudonyms: Pseudonyms) {
    this.#pseudonyms = pseudonyms;
  }

  press(sheet: WrittenSheet): Pressed {
    const spoken = new Map(
      [...sheet.policies].map(([hash, each]) => [hash, new SpokenWords(each)]),
    );
    const common = sheet.rulings.map(({ policyVersion, text }) => ({
      text,
      words: spoken.get(policyVersion) ?? NOTHING_SPOKEN,
    }));
    const span = { entries: 0, from: Number.POSITIVE_INFINITY, until: 0 };
    let lines = '';
    for (const call of callsOf(sheet)) {
      const [instant, ...entries] = call.head.split(' ');
      const time = Number(instant);
      lines += this.#lines(
        { at: new Date(time), entries, requests: requestsIn(call.text) },
        common,
      );
      span.entries += entries.length / WORDS;
      span.from = Math.min(span.from, time);
      span.until = Math.max(span.until, time);
    }
    return { ...span, body: new Uint8Array(gzipSync(lines, { level: 1 })) };
  }

  #lines({ at, entries, requests }: Call, common: readonly Common[]): string {
    const written = at.toISOString();
    let lines = '';
    for (let word = 0; word < entries.length; word += WORDS) {
      const request = requests[Number(entries[word])];
      const shared = common[Number(entries[word + 1])];
      if (request === undefined || shared === undefined) throw new Error('an entry of nothing');
      const kept = JSON.stringify(loggable(request, shared.words, this.#pseudonyms));
      const id = entries[word + 2] ?? '';
      lines += `{"id":"${id}","at":"${written}","request":${kept},${shared.text.slice(1)}\n`;
    }
    return lines;
  }
}

/** Of one entry in the head of a call. */
const WORDS = 3;

interface Call {
  readonly at: Date;
  readonly entries: readonly string[];
  readonly requests: readonly DecisionRequest[];
}

interface Common {
  readonly text: string;
  readonly words: SpokenWords;
}

/** Entries of one row; a reader unpacks all of them. */
const MOST_TOGETHER = 10_000;

/** In as few rows as can be: members of gzip one after the other are gzip too. */
export function together(parts: readonly Pressed[]): readonly Pressed[] {
  const rows: Pressed[][] = [];
  let room = 0;
  for (const part of parts) {
    if (part.entries > room) {
      rows.push([]);
      room = MOST_TOGETHER;
    }
    rows.at(-1)?.push(part);
    room -= part.entries;
  }
  return rows.map((row) => ({
    entries: row.reduce((sum, { entries }) => sum + entries, 0),
    from: Math.min(...row.map(({ from }) => from)),
    until: Math.max(...row.map(({ until }) => until)),
    // A copy of its own: what is handed over may not lie in a pool.
    body: joined(row.map(({ body }) => body)),
  }));
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The body was checked before its decisions were made. */
function requestsIn(text: string): readonly DecisionRequest[] {
  const body: unknown = JSON.parse(text);
  if (isBatch(body)) return body.requests;
  if (isRequest(body)) return [body];
  throw new Error('a call of nothing');
}

function isBatch(body: unknown): body is { readonly requests: readonly DecisionRequest[] } {
  return typeof body === 'object' && body !== null && Object.hasOwn(body, 'requests');
}

function isRequest(body: unknown): body is DecisionRequest {
  return typeof body === 'object' && body !== null && Object.hasOwn(body, 'action');
}
