import type { CompiledPolicy, Duration, EraseRule, EraseStages, Vocabulary } from '@troth/compiler';
import { addDuration, sumOfDurations } from '@troth/compiler';
import { isCovered } from './categories.ts';

/** What happened: the instant is ISO 8601; `category` is that of the item, where the event is about one. */
export interface Occurrence {
  readonly type: string;
  readonly at: string;
  readonly category?: string;
}

export interface Deadline {
  /** Id of the clause that promises it. */
  readonly clause: string;
  /** The promise's last instant, ISO 8601 UTC. */
  readonly due: string;
  /** When work starts, ISO 8601 UTC: after 80 % of the window. */
  readonly startsAt: string;
  /** Categories to be erased; of an event about an item, the part that the item is or has. */
  readonly data: readonly string[];
  /** Where the clause goes by stages: the last instant of each, ISO 8601 UTC. `due` is that of `systems`. */
  readonly stages?: StageEnds;
}

interface StageEnds {
  readonly trash?: string;
  readonly systems: string;
  /** Backups that hold a copy must have expired; no step reaches into them. */
  readonly backups?: string;
}

/** The rest is for refusals, retries and backups, so that they fit inside the promise. */
const SHARE_BEFORE_WORK = 0.8;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * What the policy promises to erase after an event: one deadline a clause, in page order. A clause
 * with several windows for one event keeps the shortest for all of its data. What lies in the trash can
 * be taken back, so work starts when that stage has ended.
 * @throws RangeError when `at` is no instant, or an event about an item names no category: callers
 *   validate events first
 */
export function deadlinesFor(policy: CompiledPolicy, occurrence: Occurrence): Deadline[] {
  const at = instantOf(occurrence.at);
  refuseItemWithoutCategory(policy.vocabulary, occurrence);
  return policy.clauses.flatMap((clause) => {
    const promises = clause.rules
      .filter((rule) => rule.verb === 'erase')
      .filter((rule) => rule.after === occurrence.type)
      .map((rule) => ({
        due: addDuration(at, rule.within),
        data: dataOf(policy, rule, occurrence),
        ...(rule.stages && { stages: endsOf(rule.stages, at) }),
      }))
      .filter((promise) => promise.data.length > 0);
    if (promises.length === 0) return [];
    const due = Math.min(...promises.map((promise) => promise.due.getTime()));
    const stages = promises.find((promise) => promise.due.getTime() === due)?.stages;
    const from = stages?.trash === undefined ? at.getTime() : Date.parse(stages.trash);
    const data = [...new Set(promises.flatMap((promise) => promise.data))].toSorted();
    const startsAt = iso(startOf(from, due));
    return [{ clause: clause.id, due: iso(due), startsAt, data, ...(stages && { stages }) }];
  });
}

/**
 * An instant names its offset, so that the machine's own time zone never decides.
 * @throws RangeError when the text is no ISO 8601 instant with an offset
 */
export function instantOf(text: string): Date {
  const instant = new Date(INSTANT.test(text) ? text : Number.NaN);
  if (Number.isNaN(instant.getTime())) throw new RangeError(`\`${text}\` is not an instant`);
  return instant;
}

function refuseItemWithoutCategory(vocabulary: Vocabulary, occurrence: Occurrence): void {
  if (isAboutItem(vocabulary, occurrence.type) && occurrence.category === undefined) {
    throw new RangeError(`the event \`${occurrence.type}\` must name the category of its item`);
  }
}

/** An account that is closed with an item named is closed as a whole all the same. */
export function isAboutItem(vocabulary: Vocabulary, type: string): boolean {
  return vocabulary.events.some((event) => event.id === type && event.about === 'item');
}

function dataOf(
  policy: CompiledPolicy,
  rule: EraseRule,
  occurrence: Occurrence,
): readonly string[] {
  const { category } = occurrence;
  if (category === undefined || !isAboutItem(policy.vocabulary, occurrence.type)) return rule.data;
  if (isCovered(policy.vocabulary, category, rule.data)) return [category];
  return rule.data.filter((id) => isCovered(policy.vocabulary, id, [category]));
}

/** Each stage ends as long after the event as all up to it take together. */
function endsOf({ trash, systems, backups }: EraseStages, at: Date): StageEnds {
  const before = trash === undefined ? [] : [trash];
  return {
    ...(trash && { trash: endOf(at, [trash]) }),
    systems: endOf(at, [...before, systems]),
    ...(backups && { backups: endOf(at, [...before, systems, backups]) }),
  };
}

function endOf(at: Date, durations: readonly Duration[]): string {
  const whole = sumOfDurations(durations);
  if (whole === undefined) throw new RangeError('the stages of an erasure have no sum');
  return addDuration(at, whole).toISOString();
}

function startOf(at: number, due: number): number {
  return at + Math.floor((due - at) * SHARE_BEFORE_WORK);
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
