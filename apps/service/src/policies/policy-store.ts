import type { CompiledPolicy, DataMap, Translation } from '@troth/compiler';

/** A bundle as it was installed: a legal version and the data maps beside it. */
export interface InstalledVersion {
  readonly policy: CompiledPolicy;
  readonly dataMaps: readonly DataMap[];
  /** For the page; absent where the bundle has none. */
  readonly translations?: readonly Translation[];
  /** The signed bundle, byte for byte. */
  readonly bundle: Uint8Array;
  readonly installedAt: Date;
  /** ISO 8601, UTC; absent where the bundle does not say. */
  readonly issuedAt?: string;
}

/**
 * The versions this service knows. A version takes effect at 00:00 UTC of its effective date; of
 * those in effect the one installed last is in force, so a rollback is an installation too.
 */
export class PolicyStore {
  /** Newest installation first. */
  #versions: readonly InstalledVersion[] = [];

  replace(versions: readonly InstalledVersion[]): void {
    this.#versions = versions.toSorted((a, b) => b.installedAt.getTime() - a.installedAt.getTime());
  }

  all(): readonly InstalledVersion[] {
    return this.#versions;
  }

  /** The version everybody is under who has not accepted another; nothing before the first takes effect. */
  inForce(now: Date): InstalledVersion | undefined {
    return this.#versions.find((version) => isEffective(version, now));
  }

  /**
   * The versions that bind for one subject. Who has accepted another version that took effect before
   * is bound by it too: a use must then be permitted by both. Who has accepted one that nobody knows
   * here is bound by all that ever took effect.
   * @param accepted hash or date of publication of the version that the subject accepted
   */
  inForceFor(accepted: string | undefined, now: Date): readonly InstalledVersion[] {
    const current = this.inForce(now);
    if (current === undefined) return [];
    if (accepted === undefined || names(current, accepted)) return [current];
    const effective = this.effective(now);
    const older = effective.find((version) => names(version, accepted));
    if (older !== undefined) return [current, older];
    return [current, ...effective.filter((version) => version !== current)];
  }

  /** Every version that ever took effect; each may still bind somebody. */
  effective(now: Date): readonly InstalledVersion[] {
    return this.#versions.filter((version) => isEffective(version, now));
  }

  byHash(hash: string): InstalledVersion | undefined {
    return this.#versions.find((version) => version.policy.hash === hash);
  }

  /** By hash or date of publication, whether or not it has taken effect; of several the last installed. */
  named(version: string): InstalledVersion | undefined {
    return this.#versions.find((installed) => names(installed, version));
  }

  /** The last installed, whether or not it has taken effect. */
  newest(): InstalledVersion | undefined {
    return this.#versions[0];
  }

  /** Where the data lives, as the last installed bundle says. */
  dataMaps(): readonly DataMap[] {
    return this.newest()?.dataMaps ?? [];
  }
}

function isEffective(version: InstalledVersion, now: Date): boolean {
  return version.policy.version.effective <= dayOf(now);
}

let lastDay = { number: Number.NaN, text: '' };

/** The calendar day in UTC, `2026-11-24`; a day is written once, not for each decision. */
function dayOf(now: Date): string {
  const number = Math.floor(now.getTime() / 86_400_000);
  if (number !== lastDay.number) lastDay = { number, text: now.toISOString().slice(0, 10) };
  return lastDay.text;
}

function names(version: InstalledVersion, accepted: string): boolean {
  return version.policy.hash === accepted || version.policy.version.published === accepted;
}
