import type { PolicyDiff } from '@troth/diff';
import { plural } from './diagnostics.ts';

/** What merging does to the promises, in one sentence: `Merging loosens 1 promise and tightens 2.` */
export function consequenceOf(diff: PolicyDiff | undefined): string {
  if (diff === undefined) return 'There is nothing to compare the policy with.';
  const clauses = (directions: readonly string[]): number =>
    new Set(
      diff.changes
        .filter(({ direction }) => directions.includes(direction))
        .map(({ clause }) => clause),
    ).size;
  const loosened = clauses(['loosens', 'mixed']);
  const tightened = clauses(['tightens']);
  const parts = [
    ...(loosened === 0 ? [] : [`loosens ${plural(loosened, 'promise')}`]),
    ...(tightened === 0 ? [] : [`tightens ${plural(tightened, 'promise')}`]),
  ];
  if (parts.length > 0) return `Merging ${parts.join(' and ')}.`;
  return diff.changes.length === 0
    ? 'Merging changes no promise.'
    : 'Merging changes words, and no promise.';
}
