import type { Vocabulary } from '@troth/compiler';

/** Whether one of the categories is `ancestor` or lies below one of `ancestors`. */
export function isCovered(
  vocabulary: Vocabulary,
  category: string,
  ancestors: readonly string[],
): boolean {
  return ancestors.some((ancestor) => isWithin(vocabulary, category, ancestor));
}

/** Whether two categories have data in common: one is the other or lies below it. */
export function overlaps(vocabulary: Vocabulary, one: string, other: string): boolean {
  return isWithin(vocabulary, one, other) || isWithin(vocabulary, other, one);
}

function isWithin(vocabulary: Vocabulary, category: string, ancestor: string): boolean {
  const seen = new Set<string>();
  let current: string | undefined = category;
  while (current !== undefined && !seen.has(current)) {
    if (current === ancestor) return true;
    seen.add(current);
    const id: string = current;
    current = vocabulary.categories.find((entry) => entry.id === id)?.parent;
  }
  return false;
}
