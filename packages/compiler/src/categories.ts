import type { Vocabulary } from './vocabulary.ts';

/** The category itself and all above it, nearest first; empty for an unknown one. */
export function ancestorsOf(vocabulary: Vocabulary, category: string): readonly string[] {
  return [...(indexOf(vocabulary).get(category) ?? [])];
}

/** Whether a rule on `ancestor` covers `category`: the same one, or above it. */
export function isWithin(vocabulary: Vocabulary, category: string, ancestor: string): boolean {
  return indexOf(vocabulary).get(category)?.has(ancestor) ?? false;
}

/** Whether one of two categories covers the other, so that data can be of both. */
export function overlaps(vocabulary: Vocabulary, a: string, b: string): boolean {
  return isWithin(vocabulary, a, b) || isWithin(vocabulary, b, a);
}

/**
 * The fewest categories that together cover `data` and nothing of `except`. A category that holds an
 * exception gives way to its children.
 */
export function withoutCategories(
  vocabulary: Vocabulary,
  data: readonly string[],
  except: readonly string[],
): readonly string[] {
  if (except.length === 0) return data;
  return data.flatMap((category) => {
    if (except.some((excluded) => isWithin(vocabulary, category, excluded))) return [];
    if (!except.some((excluded) => isWithin(vocabulary, excluded, category))) return [category];
    const children = vocabulary.categories
      .filter(({ parent }) => parent === category)
      .map(({ id }) => id);
    return withoutCategories(vocabulary, children, except);
  });
}

/** Categories that are nobody's part. */
export function rootCategories(vocabulary: Vocabulary): readonly string[] {
  return vocabulary.categories.filter(({ parent }) => parent === undefined).map(({ id }) => id);
}

/** Each category with itself and those above it, nearest first. A vocabulary never changes, so it is worked out once. */
const indexes = new WeakMap<Vocabulary, ReadonlyMap<string, ReadonlySet<string>>>();

function indexOf(vocabulary: Vocabulary): ReadonlyMap<string, ReadonlySet<string>> {
  const known = indexes.get(vocabulary);
  if (known) return known;
  const parents = new Map(vocabulary.categories.map(({ id, parent }) => [id, parent]));
  const index = new Map(vocabulary.categories.map(({ id }) => [id, chainOf(id, parents)]));
  indexes.set(vocabulary, index);
  return index;
}

/** Ends at a root, at an unknown parent, or where a cycle (an error reported elsewhere) closes. */
function chainOf(
  id: string,
  parents: ReadonlyMap<string, string | undefined>,
): ReadonlySet<string> {
  const chain = new Set<string>();
  for (
    let next: string | undefined = id;
    next !== undefined && parents.has(next) && !chain.has(next);
    next = parents.get(next)
  )
    chain.add(next);
  return chain;
}
