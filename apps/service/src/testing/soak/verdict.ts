import type { SoakPlan, SoakReport } from './soak.ts';

/**
 * Longest that a process may decide by a replaced version: it looks every 2 s, and when it is told;
 * the rest is the database's being away and a machine that is busy.
 */
const MOST_STALE_MS = 15_000;

/** @returns figures, and one line for each thing that may not be */
export function verdictOf(
  { tally, lost, kills, reloads, failures }: SoakReport,
  { seconds, seed, clients }: SoakPlan,
): { readonly lines: readonly string[]; readonly wrong: readonly string[] } {
  const statuses = [...tally.statuses]
    .toSorted(([a], [b]) => a - b)
    .map(([status, count]) => `${status}: ${count}`);
  const lines = [
    `${seconds} s from seed ${seed}, ${clients} clients; ${kills} kills, ${reloads} reloads, 1 crash of the database`,
    `answers ${statuses.join(', ')}; cut off ${tally.nobody}`,
    `decisions ${lost.decisions} (${tally.permits} permits, ${tally.denials} denials), wrong ${tally.wrongs.length}; ` +
      `by an objection older than the stated second ${tally.lates}; longest by a replaced version ${Math.round(tally.stalestMs)} ms`,
    `events taken ${lost.events}, lost ${lost.lostEvents}; recorded first ${lost.recordedFirst}, lost ${lost.lostRecords}`,
    `decision log ${lost.logged} entries, acknowledged and lost ${lost.lostSegments + lost.lostEntries}, ` +
      `twice ${lost.twice}; of killed processes, never flushed ${lost.unflushed}`,
  ];
  const wants: readonly (readonly [string, number])[] = [
    ['events answered 202 are not in the database', lost.lostEvents],
    ['events are there without the erasure that follows', lost.lostErasures],
    ['decisions that had to be recorded first are not in the audit log', lost.lostRecords],
    ['committed segments of the decision log are gone', lost.lostSegments],
    ['entries of the decision log are lost', lost.lostEntries],
    ['entries differ from what the writers count', lost.uncounted],
    ['answers are failures of the service', tally.failures],
    ['milliseconds by a replaced version', tally.stalestMs > MOST_STALE_MS ? tally.stalestMs : 0],
  ];
  const wrong = [
    ...tally.wrongs.slice(0, 10).map((each) => `wrong: ${each}`),
    ...failures.map((line) => `failed: ${line}`),
    ...wants.filter(([, count]) => count > 0).map(([what, count]) => `wrong: ${count} ${what}`),
  ];
  if (lost.decisions === 0 || lost.events === 0) wrong.push('wrong: nothing was answered');
  return { lines, wrong };
}
