import { createHash } from 'node:crypto';

import type { Span } from '@troth/diagnostics';

/** What a fingerprint is made of, beside the count of equals before it. */
export interface Fingerprinted {
  readonly rule: string;
  readonly at: Span;
  readonly subject: string;
}

/**
 * A name for each, in the order given: rule, path, subject and how many equals stand before it. Lines and
 * columns are left out, so moving or reformatting code changes nothing.
 * @param places in the order of their files and places, which is what makes the count stable
 */
export function fingerprintsOf(places: readonly Fingerprinted[]): readonly string[] {
  const seen = new Map<string, number>();
  return places.map(({ rule, at, subject }) => {
    const key = JSON.stringify([rule, at.file, subject]);
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    return createHash('sha256')
      .update(JSON.stringify([key, ordinal]))
      .digest('hex')
      .slice(0, 32);
  });
}
