import type { Finding } from './finding.ts';
import { nameIn } from './fingerprint.ts';

/** Fingerprints that were known when the baseline was written; sorted, so that it diffs well. */
export interface Baseline {
  readonly version: 1;
  readonly fingerprints: readonly string[];
  /**
   * The file in which each was found: of several equals it tells the known ones from a new one. A file
   * that was renamed since takes nothing away.
   */
  readonly paths?: Readonly<Record<string, string>>;
}

type Placed = Pick<Finding, 'fingerprint' | 'at'>;

/** A baseline that makes each of these findings `existing`. Waived ones keep their waiver and stay out. */
export function baselineOf(findings: readonly Finding[]): Baseline {
  const known = findings
    .filter(({ status }) => status !== 'waived')
    .toSorted((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
  const paths = Object.fromEntries(known.map(({ fingerprint, at }) => [fingerprint, at.file]));
  return { version: 1, fingerprints: Object.keys(paths), paths };
}

/** A baseline that knows no more than both do: what was mended since leaves it for good. */
export function shrunk(baseline: Baseline, findings: readonly Finding[]): Baseline {
  return baselineOf(knownIn(baseline, findings));
}

/** What a baseline knows that the other does not: a baseline may lose entries, not gain them. */
export function grownBy(newer: Baseline, older: Baseline): readonly string[] {
  const counts = countsOf(older);
  return newer.fingerprints.filter((fingerprint) => {
    const name = nameIn(fingerprint);
    const left = counts.get(name) ?? 0;
    counts.set(name, left - 1);
    return left <= 0;
  });
}

/**
 * The findings a baseline knows. Of equals it knows as many as it lists: first those in the files it
 * names, then, for a file that was renamed, others in their order.
 */
export function knownIn<T extends Placed>(baseline: Baseline, found: readonly T[]): readonly T[] {
  const counts = countsOf(baseline);
  const places = new Map<string, number>();
  for (const [fingerprint, path] of Object.entries(baseline.paths ?? {})) {
    const place = `${nameIn(fingerprint)} ${path}`;
    places.set(place, (places.get(place) ?? 0) + 1);
  }
  const take = (from: Map<string, number>, key: string): boolean => {
    const left = from.get(key) ?? 0;
    from.set(key, left - 1);
    return left > 0;
  };
  const inPlace = new Set(
    found.filter(
      ({ fingerprint, at }) =>
        take(places, `${nameIn(fingerprint)} ${at.file}`) && take(counts, nameIn(fingerprint)),
    ),
  );
  return found.filter((one) => inPlace.has(one) || take(counts, nameIn(one.fingerprint)));
}

function countsOf({ fingerprints }: Baseline): Map<string, number> {
  const counts = new Map<string, number>();
  for (const fingerprint of fingerprints) {
    const name = nameIn(fingerprint);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** Reads what `baselineOf` wrote as JSON; `undefined` for anything else. */
export function readBaseline(text: string): Baseline | undefined {
  const value = parsed(text);
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('version' in value) || value.version !== 1 || !('fingerprints' in value)) return undefined;
  const { fingerprints } = value;
  if (!Array.isArray(fingerprints)) return undefined;
  const texts: readonly unknown[] = fingerprints;
  const known = texts.filter((one) => typeof one === 'string');
  if (known.length !== texts.length) return undefined;
  return { version: 1, fingerprints: known, paths: 'paths' in value ? pathsIn(value.paths) : {} };
}

function pathsIn(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return {};
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  return Object.fromEntries(
    entries.flatMap(([key, path]) => (typeof path === 'string' ? [[key, path]] : [])),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is not a baseline; the caller says so to its user.
    return undefined;
  }
}
