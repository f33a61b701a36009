import { opposite } from '@troth/orders';
import { ancestorsOf, isWithin, overlaps } from '../categories.ts';
import type { Vocabulary } from '../vocabulary.ts';
import type { Leaning, ValueMutation } from './mutation.ts';

/**
 * One category dropped (of a single one with parts, its first part), and two added: the nearest
 * neighbour that is not covered, and one from another tree.
 * @param more what one category more does
 */
export function categoryMutations(
  data: readonly string[],
  vocabulary: Vocabulary,
  more: Leaning,
): readonly ValueMutation<readonly string[]>[] {
  return [...dropped(data, vocabulary, opposite(more)), ...added(data, vocabulary, more)];
}

function dropped(
  data: readonly string[],
  vocabulary: Vocabulary,
  direction: Leaning,
): readonly ValueMutation<readonly string[]>[] {
  const [only] = data;
  if (data.length === 1 && only !== undefined) {
    const [first, ...rest] = vocabulary.categories
      .filter(({ parent }) => parent === only)
      .map(({ id }) => id);
    if (first === undefined || rest.length === 0) return [];
    return [{ what: `data: ${first} dropped from ${only}`, direction, value: rest }];
  }
  return data.flatMap((category) => {
    const value = data.filter((other) => other !== category);
    const isCoveredStill = value.some((other) => isWithin(vocabulary, category, other));
    return isCoveredStill ? [] : [{ what: `data: ${category} dropped`, direction, value }];
  });
}

function added(
  data: readonly string[],
  vocabulary: Vocabulary,
  direction: Leaning,
): readonly ValueMutation<readonly string[]>[] {
  const free = vocabulary.categories
    .map(({ id }) => id)
    .filter((id) => !data.some((category) => overlaps(vocabulary, id, category)));
  const roots = new Set(data.map((category) => rootOf(vocabulary, category)));
  const neighbour = free.find((id) => roots.has(rootOf(vocabulary, id)));
  const stranger = free.find((id) => !roots.has(rootOf(vocabulary, id)));
  return [neighbour, stranger]
    .filter((id) => id !== undefined)
    .map((id) => ({ what: `data: ${id} added`, direction, value: [...data, id] }));
}

function rootOf(vocabulary: Vocabulary, category: string): string {
  return ancestorsOf(vocabulary, category).at(-1) ?? category;
}
