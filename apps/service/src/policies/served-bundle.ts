import { createHash } from 'node:crypto';
import { sealBundle } from '@troth/compiler';
import { Injectable } from '@nestjs/common';
import { SigningKey } from '../runtime/keys.ts';
import type { InstalledVersion } from './policy-store.ts';

/** The bytes of a bundle and the tag by which a guard knows them. */
export interface ServedBundle {
  readonly bytes: Uint8Array;
  readonly etag: string;
}

/**
 * The bundle in force as guards get it: issued again at 00:00 UTC of each day, so that it does not
 * grow old while the service runs. Its text depends on nothing but the version, the day and the key,
 * so every replica serves the same bytes and none has to tell another.
 */
@Injectable()
export class BundleIssuer {
  readonly #key: SigningKey;
  #last:
    | { readonly version: InstalledVersion; readonly at: number; readonly made: ServedBundle }
    | undefined;

  constructor(key: SigningKey) {
    this.#key = key;
  }

  issue(version: InstalledVersion, now: Date): ServedBundle {
    const at = Math.max(startOfDay(now), Date.parse(version.issuedAt ?? '') || 0);
    if (this.#last?.version === version && this.#last.at === at) return this.#last.made;
    const made = served(this.#bytes(version, new Date(at)));
    this.#last = { version, at, made };
    return made;
  }

  #bytes(version: InstalledVersion, issuedAt: Date): Uint8Array {
    // Issued today, or ahead by another machine's clock: as it was installed.
    if (version.issuedAt === issuedAt.toISOString()) return version.bundle;
    const { policy, dataMaps, translations = [] } = version;
    const text = sealBundle(policy, dataMaps, this.#key.privateKey, { translations, issuedAt });
    return Buffer.from(text, 'utf8');
  }
}

/** Any installed version, byte for byte: an older one is never issued again, or it could pass for new. */
export function asInstalled(version: InstalledVersion): ServedBundle {
  return served(version.bundle);
}

function served(bytes: Uint8Array): ServedBundle {
  return { bytes, etag: `"${createHash('sha256').update(bytes).digest('hex')}"` };
}

const DAY_MS = 86_400_000;

function startOfDay(now: Date): number {
  return Math.floor(now.getTime() / DAY_MS) * DAY_MS;
}
