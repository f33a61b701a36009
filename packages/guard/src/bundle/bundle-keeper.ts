import { createHash, type KeyObject } from 'node:crypto';
import { openBundle, type Bundle } from '@troth/compiler';
import { compileDecider, type Decider } from '@troth/decisions';
import type { TrustedKeys } from '../trusted-keys.ts';
import type { BundleDisk, Remembered } from './bundle-disk.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How far ahead another machine's clock may be. */
const SKEW_MS = 2 * HOUR_MS;

export interface Ages {
  /** From here on the guard says that it hears nothing: one hour. */
  readonly alarmAfterMs: number;
  /** From here on it denies: seven days. */
  readonly expiresAfterMs: number;
}

export const AGES: Ages = { alarmAfterMs: HOUR_MS, expiresAfterMs: 7 * DAY_MS };

/** A verified bundle and what is made of it once. */
export interface Held {
  readonly bundle: Bundle;
  readonly decider: Decider;
  /** SHA-256, hex, of its text: the ETag by which the service knows it. */
  readonly digest: string;
}

export type Freshness = 'none' | 'fresh' | 'alarm' | 'expired' | 'glass-broken';

/** Whoever lets an expired bundle go on for a day, and why. */
export interface BrokenGlass {
  readonly by: string;
  readonly reason: string;
  readonly at: Date;
  readonly until: Date;
}

/** A bundle that must not be used. The one of before stays. */
export class RefusedBundle extends Error {
  override readonly name = 'RefusedBundle';
}

/** Holds the bundle in force: verified, never older than one before, and only for so long. */
export class BundleKeeper {
  readonly #keys: TrustedKeys;
  readonly #disk: BundleDisk;
  readonly #now: () => Date;
  readonly #ages: Ages;
  #held: Held | undefined;
  #text: string | undefined;
  #confirmedAt: Date | undefined;
  #floor = '';
  #glassBrokenUntil: Date | undefined;

  constructor(keys: TrustedKeys, disk: BundleDisk, now: () => Date, ages: Ages) {
    this.#keys = keys;
    this.#disk = disk;
    this.#now = now;
    this.#ages = ages;
  }

  /**
   * Takes up what was kept at the last run; a bundle that no longer verifies is none. The key that
   * signed it may have ended since: it counted when the bundle was taken. One that was struck off the
   * list does not.
   */
  async restore(): Promise<void> {
    const { text, confirmedAt, floor, glassBrokenUntil } = await this.#disk.read();
    this.#floor = floor ?? '';
    this.#glassBrokenUntil = dateOf(glassBrokenUntil);
    if (text === undefined) return;
    const held = opened(text, this.#keys.all);
    if (orderOf(held.bundle) < this.#floor) throw goesBack(held.bundle);
    this.#take(held, text, dateOf(confirmedAt));
  }

  /**
   * Puts a newer bundle in force, from this call on for every decision.
   * @throws RefusedBundle when it is not ours, not whole, older than one before, or not yet in effect
   */
  async accept(text: string, confirmedAt: Date = this.#now()): Promise<void> {
    const held = verifiedBundle(text, this.#keys);
    const { bundle } = held;
    const now = this.#now();
    if (orderOf(bundle) < this.#floor) throw goesBack(bundle);
    const issuedAt = dateOf(bundle.issuedAt);
    if (issuedAt !== undefined && issuedAt.getTime() > now.getTime() + SKEW_MS)
      throw new RefusedBundle(`the bundle was issued at ${bundle.issuedAt}, which is yet to come`);
    if (bundle.policy.version.effective > now.toISOString().slice(0, 10))
      throw new RefusedBundle(`the policy takes effect on ${bundle.policy.version.effective}`);
    this.#take(held, text, confirmedAt);
    this.#floor = orderOf(bundle);
    await this.#remember();
  }

  /** The service says that the bundle held is still the one in force. */
  async confirm(): Promise<void> {
    this.#confirmedAt = this.#now();
    await this.#remember();
  }

  /** An expired bundle goes on for a day. The caller has written it down already. */
  async breakGlass(until: Date): Promise<void> {
    this.#glassBrokenUntil = until;
    await this.#remember();
  }

  freshness(): Freshness {
    if (this.#held === undefined) return 'none';
    const now = this.#now().getTime();
    const age = now - (this.#confirmedAt?.getTime() ?? Number.NEGATIVE_INFINITY);
    // A confirmation from far ahead says that a clock was wrong, not that the bundle is new.
    const isUnknown = age < -DAY_MS || !Number.isFinite(age);
    if (isUnknown || age >= this.#ages.expiresAfterMs)
      return now < (this.#glassBrokenUntil?.getTime() ?? 0) ? 'glass-broken' : 'expired';
    return age >= this.#ages.alarmAfterMs ? 'alarm' : 'fresh';
  }

  get confirmedAt(): Date | undefined {
    return this.#confirmedAt;
  }

  /** For asking whether there is a newer one. */
  get digest(): string | undefined {
    return this.#held?.digest;
  }

  /** What may be decided by; none when there is no bundle or it has expired. */
  get held(): Held | undefined {
    const freshness = this.freshness();
    return freshness === 'none' || freshness === 'expired' ? undefined : this.#held;
  }

  #take(held: Held, text: string, confirmedAt: Date | undefined): void {
    this.#held = held;
    this.#text = text;
    this.#confirmedAt = confirmedAt;
  }

  #remember(): Promise<void> {
    const kept: Remembered = {
      floor: this.#floor,
      ...(this.#text !== undefined && { text: this.#text }),
      ...(this.#confirmedAt && { confirmedAt: this.#confirmedAt.toISOString() }),
      ...(this.#glassBrokenUntil && { glassBrokenUntil: this.#glassBrokenUntil.toISOString() }),
    };
    return this.#disk.write(kept);
  }
}

/** @throws RefusedBundle when it is not ours now, or not of a format this release reads */
export function verifiedBundle(text: string, keys: TrustedKeys): Held {
  const ended = keys.all.find(
    (key) => !keys.current.includes(key) && openBundle(text, key, 'bundle').bundle !== undefined,
  );
  if (ended !== undefined) throw new RefusedBundle(keys.end(ended));
  return opened(text, keys.current);
}

function opened(text: string, keys: readonly KeyObject[]): Held {
  const { bundle, diagnostics } = openBundle(text, keys, 'bundle');
  if (bundle === undefined)
    throw new RefusedBundle(diagnostics.map(({ message }) => message).join('; '));
  const digest = createHash('sha256').update(text).digest('hex');
  return { bundle, decider: compileDecider(bundle.policy), digest };
}

/** Later is greater. A bundle of format 1 has no instant, only the day it was published. */
function orderOf({ issuedAt, policy }: Bundle): string {
  return issuedAt ?? policy.version.published;
}

function goesBack(bundle: Bundle): RefusedBundle {
  return new RefusedBundle(`the bundle of ${orderOf(bundle)} is older than one already in force`);
}

function dateOf(text: string | undefined): Date | undefined {
  const date = new Date(text ?? '');
  return Number.isNaN(date.getTime()) ? undefined : date;
}
