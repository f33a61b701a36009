import { isPerson, meaningOfPath } from './category-of.ts';
import type { Words } from './category-of.ts';
import { nothing } from './lexicon.ts';
import type { Meaning } from './lexicon.ts';

/** What a record is that is sent whole: what its fields are, where its type or its query tells them. */
export function meaningOfWhole(
  path: readonly string[],
  fields: readonly string[],
  type: string | undefined,
  words: Words,
): Meaning {
  const holder = type ?? path.at(-1) ?? '';
  const meanings = fields.flatMap((field) => {
    const steps = field.split('.');
    // What a part of it holds counts where that part is a person: `session.user.email`.
    if (steps.length > 1 && !isPerson(steps[0], words)) return [];
    return [meaningOfPath([holder, ...steps], undefined, words)];
  });
  const categories = meanings.flatMap((one) => (one.kind === 'category' ? one.categories : []));
  if (categories.length > 0) return { kind: 'category', categories: [...new Set(categories)] };
  return meanings.find(({ kind }) => kind !== 'nothing') ?? nothing;
}
