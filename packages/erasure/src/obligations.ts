import type { CompiledPolicy, Vocabulary } from '@troth/compiler';
import { addDuration } from '@troth/compiler';
import { isCovered } from './categories.ts';
import type { Retained } from './plan.ts';

/** A law that keeps some data of an erasure, until an instant. */
export interface Keeping {
  readonly obligation: string;
  readonly law: string;
  /** Categories: the law's own, where the clause that names the law speaks of them too. */
  readonly isKept: (category: string) => boolean;
  readonly until: Date;
}

/**
 * The laws that a clause's exceptions name. One that has ended by `now` keeps nothing.
 * @param at the instant of the event, from which each law's period runs
 */
export function keepingOf(
  policy: CompiledPolicy,
  clause: string,
  at: Date,
  now: Date | undefined,
): Keeping[] {
  const exceptions = policy.clauses
    .filter((candidate) => candidate.exceptTo.includes(clause))
    .flatMap((candidate) => candidate.rules)
    .filter((rule) => rule.verb === 'retain');
  return exceptions
    .flatMap((rule) => rule.obligations.map((id) => keeping(policy.vocabulary, id, rule.data, at)))
    .filter((entry) => entry !== undefined)
    .filter((entry) => now === undefined || entry.until > now)
    .toSorted(
      (a, b) => b.until.getTime() - a.until.getTime() || compare(a.obligation, b.obligation),
    );
}

/** The law that keeps a category longest; the others end earlier and change nothing. */
export function keepingFor(keeping: readonly Keeping[], category: string): Keeping | undefined {
  return keeping.find((entry) => entry.isKept(category));
}

/** One entry a law for what stays at a place. */
export function retainedAt(
  keeping: readonly Keeping[],
  place: { readonly store: string; readonly target: string },
  data: readonly string[],
): Retained[] {
  return keeping.flatMap((entry) => {
    const kept = data.filter((category) => keepingFor(keeping, category) === entry).toSorted();
    if (kept.length === 0) return [];
    const { obligation, law: basis } = entry;
    return [{ ...place, data: kept, obligation, basis, until: entry.until.toISOString() }];
  });
}

function keeping(
  vocabulary: Vocabulary,
  id: string,
  data: readonly string[],
  at: Date,
): Keeping | undefined {
  const obligation = vocabulary.obligations.find((entry) => entry.id === id);
  if (obligation === undefined) return undefined;
  return {
    obligation: obligation.id,
    law: obligation.law,
    isKept: (category) =>
      isCovered(vocabulary, category, obligation.data) && isCovered(vocabulary, category, data),
    until: addDuration(at, obligation.period),
  };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
