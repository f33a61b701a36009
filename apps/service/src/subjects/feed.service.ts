import { Injectable } from '@nestjs/common';
import { Clock } from '../runtime/clock.ts';
import { Ids } from '../runtime/ids.ts';
import { SigningKey } from '../runtime/keys.ts';
import { SubjectWordsRepository } from './subject-words.repository.ts';
import type { FeedHead, RecordedRow } from './subject-words.repository.ts';

/** A page of the feed as it is sent: the signature is over the exact text of `payload`. */
export interface SignedPage {
  readonly payload: string;
  /** Ed25519, base64url. */
  readonly signature: string;
}

const PAGE = 1000;

/** The subjects who are not like all others, page after page, for guards that decide in their own process. */
@Injectable()
export class FeedService {
  readonly #words: SubjectWordsRepository;
  readonly #key: SigningKey;
  readonly #clock: Clock;
  readonly #ids: Ids;

  constructor(words: SubjectWordsRepository, key: SigningKey, clock: Clock, ids: Ids) {
    this.#words = words;
    this.#key = key;
    this.#clock = clock;
    this.#ids = ids;
  }

  /** @param after the cursor of the page before; empty for the beginning */
  async page(after: string): Promise<SignedPage> {
    const issuedAt = this.#clock.now().toISOString();
    const from = after === '' ? 0n : BigInt(after);
    const head = await this.#headFor(from);
    const changed = from > head.size ? [] : await this.#words.changedAfter(from, PAGE);
    const rows = await this.#words.recorded(changed.map(({ subjectRef }) => subjectRef));
    const more = changed.length === PAGE;
    const payload = JSON.stringify({
      format: 1,
      kind: 'subjects',
      kid: this.#key.jwk.kid,
      issuedAt,
      epoch: head.epoch,
      after,
      next: String(more ? (changed.at(-1)?.seq ?? head.size) : nextOf(head, changed)),
      more,
      subjects: rows.map(entryOf),
    });
    return { payload, signature: this.#key.sign(Buffer.from(payload, 'utf8')) };
  }

  /** A cursor beyond the head was given before a restore: all cursors of that time are void. */
  async #headFor(from: bigint): Promise<FeedHead> {
    const head = await this.#words.head();
    if (from <= head.size) return head;
    await this.#words.beginAnew(this.#ids.id());
    return this.#words.head();
  }
}

/** Words committed since the head was read are in the page too. */
function nextOf(head: FeedHead, changed: readonly { readonly seq: bigint }[]): bigint {
  const last = changed.at(-1)?.seq ?? 0n;
  return last > head.size ? last : head.size;
}

function entryOf({ subjectRef, acceptedPolicy, optOuts, consents, restricted }: RecordedRow) {
  const accepted = acceptedPolicy === null ? {} : { acceptedPolicy };
  return { ref: subjectRef, optOuts, consents, restricted, ...accepted };
}
