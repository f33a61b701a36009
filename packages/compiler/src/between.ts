import type { Covered } from '@troth/orders';
import type { CompiledClause, CompiledPolicy } from './compiled-policy.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The two policies around two rules: what else stands there decides what a difference of theirs does. */
export interface Between {
  readonly base: CompiledPolicy;
  readonly head: CompiledPolicy;
  readonly covered: Covered;
  /** Whether a policy lets all of the data serve each of the purposes, whatever else holds. */
  readonly isFree: (policy: CompiledPolicy, use: FreeUse) => boolean;
  /** The clause of the two rules, on both sides; empty where it stands on one side only. */
  readonly sides: readonly Pick<CompiledClause, 'exceptTo' | 'narrows' | 'rules'>[];
}

export interface FreeUse {
  readonly data: ReadonlySet<string>;
  readonly purposes: readonly string[];
}

/**
 * Only parents that both policies agree on count, so that a category which moves in the tree shows as
 * one change of the vocabulary and not as one of every rule above it.
 */
export function coveredBy(base: CompiledPolicy, head: CompiledPolicy): Covered {
  const old = parents(base.vocabulary);
  const children = new Map<string, string[]>();
  for (const [id, parent] of parents(head.vocabulary)) {
    if (parent === undefined || old.get(id) !== parent) continue;
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [id]);
    else siblings.push(id);
  }
  return (data) => {
    const covered = new Set(data);
    for (const id of covered) children.get(id)?.forEach((child) => covered.add(child));
    return covered;
  };
}

function parents({ categories }: Vocabulary): ReadonlyMap<string, string | undefined> {
  return new Map(categories.map(({ id, parent }) => [id, parent]));
}
