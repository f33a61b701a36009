import { createHash } from 'node:crypto';

/** What a fingerprint is made of, beside the count of equals before it. */
export interface Fingerprinted {
  readonly rule: string;
  readonly subject: string;
}

/** Hexadecimal digits that name what is found; the rest counts equals. */
const NAME_DIGITS = 28;

/**
 * A name for each, in the order given: rule, subject and how many equals stand before it. Lines,
 * columns and the path are left out, so moving or reformatting code or renaming its file changes
 * nothing; of several equals, which is which is told by their order alone.
 * @param places in the order of their files and places, which is what makes the count stable
 * @param program sets apart programs that are judged one by one: the path of a file that is one by itself
 */
export function fingerprintsOf(places: readonly Fingerprinted[], program = ''): readonly string[] {
  const seen = new Map<string, number>();
  return places.map(({ rule, subject }) => {
    const name = createHash('sha256')
      .update(JSON.stringify([program, rule, subject]))
      .digest('hex')
      .slice(0, NAME_DIGITS);
    const ordinal = seen.get(name) ?? 0;
    seen.set(name, ordinal + 1);
    return `${name}${ordinal.toString(16).padStart(32 - NAME_DIGITS, '0')}`;
  });
}

/** What equals have in common: the fingerprint without the count. */
export function nameIn(fingerprint: string): string {
  return fingerprint.slice(0, NAME_DIGITS);
}
