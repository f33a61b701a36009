import { createHmac } from 'node:crypto';
import type { DecisionRequest, SubjectState } from '@troth/decisions';
import { textOf, type ServiceConnection } from '../bundle/bundle-source.ts';
import type { TrustedKeys } from '../trusted-keys.ts';
import { openPage, RefusedPage, type FeedEntry, type FeedPage } from './feed-page.ts';

export interface FeedOptions {
  readonly service: ServiceConnection;
  readonly keys: TrustedKeys;
  /** 32 bytes: the key of the service's pseudonyms. */
  readonly pseudonymKey: Uint8Array;
  readonly now: () => Date;
  /** Older than this, what is recorded of a subject counts as unknown. */
  readonly staleAfterMs: number;
  /** Older than this, nobody knows whose data are restricted. */
  readonly restrictionsStaleAfterMs: number;
}

export type Recorded = SubjectState & { readonly acceptedPolicy?: string };

const NOTHING: Recorded = { optOuts: [], consents: [], restricted: false };
const TIMEOUT_MS = 10_000;
const SKEW_MS = 60_000;

/** Follows the feed and holds what is recorded of each subject, in memory alone. */
export class SubjectFeed {
  readonly #options: FeedOptions;
  readonly #states = new Map<string, FeedEntry>();
  /** Pseudonyms by the object that names a subject: work about one asks many times. */
  readonly #refs = new WeakMap<object, string>();
  #cursor = '';
  #epoch: string | undefined;
  #issuedAt = 0;
  /** When the last page that had nothing after it was issued. */
  #trueAt: number | undefined;

  constructor(options: FeedOptions) {
    if (options.pseudonymKey.length !== 32)
      throw new RangeError('the key of the pseudonyms is 32 bytes');
    this.#options = options;
  }

  get freshness(): 'none' | 'fresh' | 'stale' {
    if (this.#trueAt === undefined) return 'none';
    return this.#isYounger(this.#options.staleAfterMs) ? 'fresh' : 'stale';
  }

  /** Whether a restriction would have been heard of. */
  get knowsRestrictions(): boolean {
    return this.#isYounger(this.#options.restrictionsStaleAfterMs);
  }

  /** As of when what is recorded is known. */
  get trueAt(): Date | undefined {
    return this.#trueAt === undefined ? undefined : new Date(this.#trueAt);
  }

  /** A feed from far ahead says that a clock is wrong, not that it is new. */
  #isYounger(ms: number): boolean {
    if (this.#trueAt === undefined) return false;
    const age = this.#options.now().getTime() - this.#trueAt;
    return age <= ms && age >= -SKEW_MS;
  }

  of(subject: NonNullable<DecisionRequest['subject']>): Recorded {
    if (this.#states.size === 0) return NOTHING;
    return this.#states.get(this.#refOf(subject)) ?? NOTHING;
  }

  isLikeAll(subject: NonNullable<DecisionRequest['subject']>): boolean {
    return this.of(subject) === NOTHING;
  }

  /** Versions that some subject has accepted. */
  acceptedVersions(): ReadonlySet<string> {
    return new Set(
      [...this.#states.values()].flatMap(({ acceptedPolicy }) => acceptedPolicy ?? []),
    );
  }

  /** Reads page after page until there is no more. @throws Error or RefusedPage; what is known stays */
  async poll(): Promise<void> {
    for (let more = true; more;) {
      const page = await this.#fetch(this.#cursor);
      if (this.#epoch !== undefined && page.epoch !== this.#epoch && page.after !== '') {
        this.#cursor = '';
        continue;
      }
      this.#apply(page);
      ({ more } = page);
    }
  }

  #apply(page: FeedPage): void {
    const issuedAt = Date.parse(page.issuedAt);
    if (issuedAt < this.#issuedAt) throw new RefusedPage('the page is older than one before it');
    if (issuedAt > this.#options.now().getTime() + SKEW_MS)
      throw new RefusedPage('the page was issued at an instant that is yet to come');
    if (page.more && page.next === page.after) throw new RefusedPage('the feed does not go on');
    if (page.epoch !== this.#epoch) {
      this.#states.clear();
      // Until the last page is read, who is not in the first ones is not known.
      this.#trueAt = undefined;
    }
    for (const entry of page.subjects) this.#record(entry);
    this.#issuedAt = issuedAt;
    this.#epoch = page.epoch;
    this.#cursor = page.next;
    if (!page.more) this.#trueAt = issuedAt;
  }

  #record(entry: FeedEntry): void {
    const { optOuts, consents, restricted, acceptedPolicy } = entry;
    const isLikeAll =
      optOuts.length === 0 && consents.length === 0 && !restricted && acceptedPolicy === undefined;
    if (isLikeAll) this.#states.delete(entry.ref);
    else this.#states.set(entry.ref, entry);
  }

  async #fetch(after: string): Promise<FeedPage> {
    const { service, keys } = this.#options;
    const query = new URLSearchParams({ after });
    const response = await service.fetch(`${service.url}/v1/subjects/feed?${query.toString()}`, {
      headers: { ...(service.token !== undefined && { authorization: `Bearer ${service.token}` }) },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return openPage(await textOf(response), keys, after);
  }

  #refOf(subject: NonNullable<DecisionRequest['subject']>): string {
    const known = this.#refs.get(subject);
    if (known !== undefined) return known;
    const { id, tenant = '' } = subject;
    const parts = JSON.stringify(['subject', tenant, id]);
    const { pseudonymKey } = this.#options;
    const ref = `sub_${createHmac('sha256', pseudonymKey).update(parts).digest('base64url')}`;
    this.#refs.set(subject, ref);
    return ref;
  }
}
