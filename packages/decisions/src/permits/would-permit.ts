import type { Action } from '../decision.ts';
import type { RuleIndex, Stated } from '../rule-index.ts';

interface Speaking {
  readonly all: readonly Stated<unknown>[];
  touching(category: number): readonly Stated<unknown>[];
}

/**
 * The clauses that a default deny names: those that speak of the category for the action and would
 * have had to permit it; when there are none (`category` may be unknown), all that permit the action.
 */
export function wouldPermit(
  action: Action,
  rules: RuleIndex,
  category: number | undefined,
): readonly number[] {
  const sources = speakingOf(action, rules);
  const near = category === undefined ? [] : sources.flatMap((source) => source.touching(category));
  const named = near.length > 0 ? near : sources.flatMap((source) => source.all);
  return named.map(({ clause }) => clause);
}

function speakingOf(action: Action, rules: RuleIndex): readonly Speaking[] {
  switch (action) {
    case 'collect':
      return [rules.collect];
    case 'store':
      return [rules.collect, rules.use];
    case 'use':
    case 'access':
      return [rules.use, rules.purposefulCollect];
    case 'share':
      return [rules.share];
    case 'disclose':
      return [rules.disclose];
  }
}
