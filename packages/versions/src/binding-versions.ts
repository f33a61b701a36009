import { diffPolicies } from '@troth/diff';
import type { DatedVersion } from './published-version.ts';

/** Which versions bind one subject on one day. */
export interface Binding<V extends DatedVersion> {
  /** Binds everybody from its effective date on, new subjects by itself; absent before the first version took effect. */
  readonly inForce?: V;
  /** Told to readers by that day, in effect later, in that order; one that a newer version overtakes is not among them. */
  readonly scheduled: readonly V[];
  /** What the subject keeps beside the version in force until they accept it, oldest first. */
  readonly kept: readonly KeptVersion<V>[];
}

/** An older version that still binds for the data collected while it was in force. */
export interface KeptVersion<V extends DatedVersion> {
  readonly version: V;
  /** First day of the data it binds for; absent: all that was there when the subject accepted. */
  readonly from?: string;
  /** First day it does not bind for: from then on another version was in force. */
  readonly until: string;
}

/**
 * Which of these versions bind a subject on a day, `YYYY-MM-DD` UTC. In force is the newest one that
 * has taken effect. Where it loosens, or may loosen, what an older version promised a subject who
 * accepted that one, the older one goes on binding for the data collected under it: a use of that
 * data must be permitted by both. Tightenings and editorial changes ask nobody anything.
 * @param accepted what the subject last accepted; absent: a new subject. One that had not taken
 * effect when a newer one did never bound anybody; then what counts is the version in force when it
 * was published
 */
export function bindingVersions<V extends DatedVersion>(
  versions: readonly V[],
  { date, accepted }: { readonly date: string; readonly accepted?: V },
): Binding<V> {
  const all = termsOf(versions);
  const past = all.filter(({ from }) => from <= date);
  const scheduled = all
    .filter(({ version, from }) => from > date && version.published <= date)
    .map(({ version }) => version);
  const current = past.at(-1)?.version;
  if (current === undefined) return { scheduled, kept: [] };
  const kept = accepted === undefined ? [] : keptBy(accepted, past, current);
  return { inForce: current, scheduled, kept };
}

/** Whether the promise of `newer` may be less than that of `older`: true where one of them is a text without rules. */
export function loosens(older: DatedVersion, newer: DatedVersion): boolean {
  if (older.policy === undefined || newer.policy === undefined) return true;
  return diffPolicies(older.policy, newer.policy).material;
}

/** A version and the first day it is in force. */
interface Term<V> {
  readonly version: V;
  readonly from: string;
}

/** Who is in force when: a version that a newer one overtakes before its effective date has no term. */
function termsOf<V extends DatedVersion>(versions: readonly V[]): readonly Term<V>[] {
  const newestFirst = versions.toSorted((a, b) => (a.published < b.published ? 1 : -1));
  const terms: Term<V>[] = [];
  let overtakenFrom: string | undefined;
  for (const version of newestFirst) {
    if (overtakenFrom !== undefined && version.effective >= overtakenFrom) continue;
    overtakenFrom = version.effective;
    terms.unshift({ version, from: version.effective });
  }
  return terms;
}

function keptBy<V extends DatedVersion>(
  accepted: V,
  past: readonly Term<V>[],
  current: V,
): readonly KeptVersion<V>[] {
  const own = past.findIndex(({ version }) => version.published === accepted.published);
  const first = own >= 0 ? own : past.findLastIndex(({ from }) => from <= accepted.published);
  const since = past.slice(Math.max(first, 0));
  return since.flatMap(({ version, from }, at): readonly KeptVersion<V>[] => {
    const until = since[at + 1]?.from;
    if (until === undefined || !loosens(version, current)) return [];
    return [{ version, ...(at === 0 ? {} : { from }), until }];
  });
}
