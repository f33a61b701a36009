import type { Finding } from './finding.ts';

/** Fingerprints that were known when the baseline was written; sorted, so that it diffs well. */
export interface Baseline {
  readonly version: 1;
  readonly fingerprints: readonly string[];
}

/** A baseline that makes each of these findings `existing`. Waived ones keep their waiver and stay out. */
export function baselineOf(findings: readonly Finding[]): Baseline {
  const known = findings
    .filter(({ status }) => status !== 'waived')
    .map(({ fingerprint }) => fingerprint);
  return { version: 1, fingerprints: [...new Set(known)].toSorted() };
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
  return known.length === texts.length ? { version: 1, fingerprints: known } : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is not a baseline; the caller says so to its user.
    return undefined;
  }
}
