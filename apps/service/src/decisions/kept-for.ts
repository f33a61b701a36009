import { isWithin, rootCategories, rulesOf } from '@troth/compiler';
import type { CompiledPolicy, EraseRule } from '@troth/compiler';

/** Where no clause says how soon a person's data is gone. */
const WITHOUT_A_CLAUSE_DAYS = 90;

/**
 * What the decision log is, as a data map of our own stores would say: a record, by pseudonym, of what
 * was done with whose data. In words of the Data Privacy Vocabulary, for each policy has ids of its own.
 */
const HOLDS = 'pd:ServiceConsumptionBehaviour';

export interface KeptFor {
  readonly days: number;
  /** That leaves no more days; absent: none speaks of it, or the setting is shorter. */
  readonly clause?: string;
}

/**
 * How long an entry may stay. When a person goes, all that is left of them is gone within the clause's
 * window; an entry of the last day before then must be, too. So that is the longest, whatever a setting
 * says: it may only shorten it.
 * @param versions that bind; the shortest window of any counts
 * @param setting days, at least 1
 */
export function keptFor(
  versions: readonly { readonly policy: CompiledPolicy }[],
  setting: number | undefined,
): KeptFor {
  const [tightest] = versions
    .flatMap(({ policy }) => windowsOf(policy))
    .toSorted((a, b) => a.days - b.days);
  const longest = tightest ?? { days: WITHOUT_A_CLAUSE_DAYS };
  return setting !== undefined && setting < longest.days ? { days: setting } : longest;
}

/** Of clauses that start when a person goes and speak of such records, or of all there is. */
function windowsOf(policy: CompiledPolicy): readonly Required<KeptFor>[] {
  const { vocabulary } = policy;
  const ends = new Set(
    vocabulary.events.filter(({ about }) => about === 'subject').map(({ id }) => id),
  );
  const records = vocabulary.categories.filter(({ dpv }) => dpv === HOLDS).map(({ id }) => id);
  const roots = rootCategories(vocabulary);
  const covers = ({ data }: EraseRule, id: string): boolean =>
    data.some((each) => isWithin(vocabulary, id, each));
  return rulesOf(policy, 'erase')
    .filter(({ rule }) => ends.has(rule.after))
    .filter(
      ({ rule }) => records.some((id) => covers(rule, id)) || roots.every((id) => covers(rule, id)),
    )
    .map(({ clause, rule }) => ({ days: fewestDays(rule), clause: clause.id }));
}

/** A month may have 28 days, a year 365; what has hours alone is gone by the next sweep. */
function fewestDays({ within: { amount, unit } }: EraseRule): number {
  const days = { hour: 1 / 24, day: 1, month: 28, year: 365 } as const;
  return amount * days[unit];
}
