import type { Decision, SubjectState } from '@troth/decisions';
import type { Made } from './made.ts';
import type { Spoken } from './spoken-words.ts';

/** Decisions of one call that were told. */
export interface Told {
  readonly made: readonly Made[];
  /** The body that all of them stood in; absent: it is not known. */
  readonly text: string | undefined;
  /** Asked once for each: whether the log keeps it; absent: it keeps all. */
  readonly isKept?: () => boolean;
}

/** What the thread that writes the log is given. */
export interface WrittenSheet {
  /**
   * Calls one after the other, each with the lengths of its two texts, 32 bits each, before them: a head,
   * and the body that was asked. The head has the instant in milliseconds and, for each decision, its place
   * in the body, the place of its ruling in `rulings`, and its id, with spaces between.
   */
  readonly calls: ArrayBuffer;
  readonly length: number;
  readonly rulings: readonly WrittenRuling[];
  readonly policies: ReadonlyMap<string, Spoken>;
}

interface WrittenRuling {
  readonly policyVersion: string;
  /** JSON of what the entries of one decision have in common. */
  readonly text: string;
}

/** Bytes of a sheet; one call that needs more has its own. */
const SHEET_BYTES = 1024 * 1024;
/** From so many on a sheet is handed over: the next call may be as long as a body can be. */
const ENOUGH_BYTES = SHEET_BYTES / 2;
const LENGTHS = 8;

/**
 * Told decisions, as they are noted on the thread that answers. It writes no JSON and makes no pseudonym: the
 * body is kept as it came, in memory that is handed over as it is, and read again by the thread that writes.
 */
export class LogSheet {
  count = 0;
  #calls: Buffer<ArrayBuffer>;
  #length = 0;
  readonly #rulings: WrittenRuling[] = [];
  readonly #policies = new Map<string, Spoken>();
  readonly #places = new Map<Decision, Place>();

  /** @param spent memory of a sheet that was written; absent: there is none to use again */
  constructor(spent?: ArrayBuffer) {
    this.#calls = spent === undefined ? Buffer.allocUnsafeSlow(SHEET_BYTES) : Buffer.from(spent);
  }

  get isFull(): boolean {
    return this.#length >= ENOUGH_BYTES;
  }

  /** @returns how many were noted */
  note({ made, text, isKept }: Told): number {
    const before = this.count;
    let entries = '';
    for (let place = 0; place < made.length; place += 1) {
      const each = made[place];
      if (each === undefined || isKept?.() === false) continue;
      this.count += 1;
      const isAsSent = text !== undefined && each.asked === each.request;
      if (isAsSent) entries += ` ${place} ${this.#placeOf(each)} ${each.id}`;
      else this.#call(each, ` 0 ${this.#placeOf(each)} ${each.id}`, JSON.stringify(each.request));
    }
    const [first] = made;
    if (entries !== '' && first !== undefined && text !== undefined)
      this.#call(first, entries, text);
    return this.count - before;
  }

  written(): WrittenSheet {
    const { buffer } = this.#calls;
    return {
      calls: buffer,
      length: this.#length,
      rulings: this.#rulings,
      policies: this.#policies,
    };
  }

  #call({ at }: Made, entries: string, text: string): void {
    const head = `${at.getTime()}${entries}`;
    // A letter of UTF-16 is three bytes of UTF-8 at most.
    this.#makeRoom(LENGTHS + head.length + text.length * 3);
    const start = this.#length + LENGTHS;
    const headBytes = this.#calls.write(head, start, 'latin1');
    const textBytes = this.#calls.write(text, start + headBytes, 'utf8');
    this.#calls.writeUInt32LE(headBytes, this.#length);
    this.#calls.writeUInt32LE(textBytes, this.#length + 4);
    this.#length = start + headBytes + textBytes;
  }

  #makeRoom(bytes: number): void {
    if (this.#length + bytes <= this.#calls.length) return;
    const larger = Buffer.allocUnsafeSlow(this.#length + bytes);
    this.#calls.copy(larger, 0, 0, this.#length);
    this.#calls = larger;
  }

  #placeOf({ ruling: { decision, state, policyVersion, policy } }: Made): number {
    const known = this.#places.get(decision);
    if (known !== undefined && known.state === state) return known.place;
    const { effect, reasons } = decision;
    const place = this.#rulings.length;
    const text = JSON.stringify({ policyVersion, state, effect, reasons });
    this.#rulings.push({ policyVersion, text });
    if (policy !== undefined) this.#policies.set(policyVersion, policy.words.spoken);
    this.#places.set(decision, { state, place });
    return place;
  }
}

interface Place {
  readonly state: SubjectState | undefined;
  readonly place: number;
}

/** A call as it was noted. */
export interface NotedCall {
  readonly head: string;
  readonly text: string;
}

/** On the thread that writes. */
export function* callsOf({ calls, length }: WrittenSheet): Generator<NotedCall> {
  const bytes = Buffer.from(calls, 0, length);
  for (let at = 0; at < length;) {
    const text = at + LENGTHS + bytes.readUInt32LE(at);
    const end = text + bytes.readUInt32LE(at + 4);
    yield {
      head: bytes.toString('latin1', at + LENGTHS, text),
      text: bytes.toString('utf8', text, end),
    };
    at = end;
  }
}
