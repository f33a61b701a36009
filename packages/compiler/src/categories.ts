import type { Vocabulary } from './vocabulary.ts';

/** The category itself and all above it, nearest first; empty for an unknown one. */
export function ancestorsOf(vocabulary: Vocabulary, category: string): readonly string[] {
  const found = vocabulary.categories.find(({ id }) => id === category);
  if (!found) return [];
  return [found.id, ...(found.parent === undefined ? [] : ancestorsOf(vocabulary, found.parent))];
}

/** Whether a rule on `ancestor` covers `category`: the same one, or above it. */
export function isWithin(vocabulary: Vocabulary, category: string, ancestor: string): boolean {
  return ancestorsOf(vocabulary, category).includes(ancestor);
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
