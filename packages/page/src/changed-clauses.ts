import type { CompiledClause, CompiledPolicy } from '@troth/compiler';
import { clauseText } from './plain-text.ts';
import { wordDiff, type Run } from './word-diff.ts';

export type ChangeDirection = 'loosens' | 'mixed' | 'tightens' | 'editorial';

/** One difference in the meaning of a clause, as the semantic diff says it. */
export interface ClauseChange {
  readonly clause: string;
  readonly direction: ChangeDirection;
  /** One sentence. */
  readonly summary: string;
}

/** One clause as a reader meets it on the page of changes. */
export interface ChangedClause {
  readonly id: string;
  readonly direction: ChangeDirection;
  readonly summaries: readonly string[];
  readonly sentence: readonly Run[];
  /** Whether the newer version still has it. */
  readonly stands: boolean;
}

const byWeight: readonly ChangeDirection[] = ['loosens', 'mixed', 'tightens', 'editorial'];

/** Clauses whose sentence or meaning differs, what is worse for the reader first, then in page order. */
export function changedClauses(
  from: CompiledPolicy,
  to: CompiledPolicy,
  changes: readonly ClauseChange[],
  locale: string,
): readonly ChangedClause[] {
  const ids = [
    ...to.clauses,
    ...from.clauses.filter((clause) => successorOf(clause, to) === undefined),
  ];
  return ids
    .map((clause) => changedClause(clause, { from, to }, changes, locale))
    .filter(
      (changed) =>
        changed.summaries.length > 0 || changed.sentence.some(({ kind }) => kind !== 'same'),
    )
    .toSorted((a, b) => byWeight.indexOf(a.direction) - byWeight.indexOf(b.direction));
}

/** What the diff says of settings and vocabulary, which no sentence shows. */
export function otherChanges(
  from: CompiledPolicy,
  to: CompiledPolicy,
  changes: readonly ClauseChange[],
): readonly ClauseChange[] {
  const clauses = new Set([...from.clauses, ...to.clauses].map(({ id }) => id));
  return changes
    .filter(({ clause, direction }) => !clauses.has(clause) && direction !== 'editorial')
    .toSorted((a, b) => byWeight.indexOf(a.direction) - byWeight.indexOf(b.direction));
}

function changedClause(
  clause: CompiledClause,
  versions: { readonly from: CompiledPolicy; readonly to: CompiledPolicy },
  changes: readonly ClauseChange[],
  locale: string,
): ChangedClause {
  const after = versions.to.clauses.find(({ id }) => id === clause.id);
  const before = predecessorOf(clause, versions.from);
  const own = changes.filter((change) => change.clause === clause.id);
  const text = (each: CompiledClause | undefined): string =>
    each === undefined ? '' : clauseText(each, locale);
  return {
    id: clause.id,
    direction: directionOf(own),
    summaries: own
      .filter(({ direction }) => direction !== 'editorial')
      .map(({ summary }) => summary),
    sentence: wordDiff(text(before), text(after)),
    stands: after !== undefined,
  };
}

function predecessorOf(clause: CompiledClause, from: CompiledPolicy): CompiledClause | undefined {
  return from.clauses.find(({ id }) => id === clause.id || clause.formerly.includes(id));
}

function successorOf(clause: CompiledClause, to: CompiledPolicy): CompiledClause | undefined {
  return to.clauses.find(({ id, formerly }) => id === clause.id || formerly.includes(clause.id));
}

function directionOf(changes: readonly ClauseChange[]): ChangeDirection {
  const directions = new Set(changes.map(({ direction }) => direction));
  if (directions.has('mixed') || (directions.has('loosens') && directions.has('tightens')))
    return 'mixed';
  return byWeight.find((direction) => directions.has(direction)) ?? 'editorial';
}
