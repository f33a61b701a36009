import type { Vocabulary } from '@troth/compiler';
import { isWithin } from '@troth/compiler';

/** Whether the category is one of `ancestors` or lies below one. */
export function isCovered(
  vocabulary: Vocabulary,
  category: string,
  ancestors: readonly string[],
): boolean {
  return ancestors.some((ancestor) => isWithin(vocabulary, category, ancestor));
}

/** A data map may be newer than the policy: a category the policy does not know is classified by nobody. */
export function isKnown(vocabulary: Vocabulary, category: string): boolean {
  return vocabulary.categories.some(({ id }) => id === category);
}
