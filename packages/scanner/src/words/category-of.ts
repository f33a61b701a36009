import type { Vocabulary } from '@troth/compiler';
import type { ModelFact } from '@troth/facts';

import type { Catalogue } from '../catalogue.ts';
import { isNamed, normalName, wordsOf } from './normal-name.ts';

/** What a name in code is: a category of the policy, personal data that the policy does not know, or neither. */
export type Meaning =
  | { readonly kind: 'category'; readonly categories: readonly string[] }
  | { readonly kind: 'undeclared'; readonly name: string }
  | { readonly kind: 'nothing' };

/** The words by which names in code are understood. */
export interface Words {
  readonly vocabulary: Vocabulary;
  readonly catalogue: Catalogue;
  readonly models: readonly ModelFact[];
}

const nothing: Meaning = { kind: 'nothing' };

/** Properties that say how much or whether, and nothing about a person. */
const measures = ['length', 'size', 'count', 'total', 'includes', 'startsWith', 'endsWith', 'has'];

/**
 * The meaning of a property path such as `user.email`. A model's annotation is the truth; then the
 * name, which must stand on a person where it is ambiguous: `user.name` is personal, `team.name` is not.
 */
export function meaningOfPath(
  path: readonly string[],
  type: string | undefined,
  words: Words,
): Meaning {
  const last = path.at(-1);
  if (last === undefined || isNamed(last, measures)) return nothing;
  const holder = path.at(-2);
  const declared = declaredMeaning(last, type ?? holder, words);
  if (declared !== undefined) return declared;
  return meaningOfName(last, type ?? holder, words);
}

/** The meaning of a field called `name` on something called `holder`. */
export function meaningOfName(name: string, holder: string | undefined, words: Words): Meaning {
  const own = lookUp(name, isPerson(holder, words), words);
  if (own.kind !== 'nothing') return own;
  // `ownerEmail` is what `owner.email` is.
  const parts = wordsOf(name);
  for (let cut = 1; cut < parts.length; cut += 1) {
    if (isPerson(parts.slice(0, cut).join(''), words)) {
      return lookUp(parts.slice(cut).join(''), true, words);
    }
  }
  return nothing;
}

/** Whether an object of this name stands for a person. */
export function isPerson(name: string | undefined, { catalogue }: Words): boolean {
  if (name === undefined) return false;
  const parts = wordsOf(name);
  const last = parts.at(-1) ?? '';
  const singular = last.endsWith('s') ? last.slice(0, -1) : last;
  return (
    isNamed(name, catalogue.persons) ||
    isNamed(last, catalogue.persons) ||
    isNamed(singular, catalogue.persons)
  );
}

function declaredMeaning(
  name: string,
  holder: string | undefined,
  { models }: Words,
): Meaning | undefined {
  if (holder === undefined) return undefined;
  const model = models.find(({ model: id }) => normalName(id) === normalName(holder));
  const field = model?.fields.find((one) => one.name === name);
  if (field === undefined) return undefined;
  if (field.data.length > 0) return { kind: 'category', categories: field.data };
  return field.none === undefined ? undefined : nothing;
}

function lookUp(name: string, onPerson: boolean, { vocabulary, catalogue }: Words): Meaning {
  if (!onPerson && isNamed(name, catalogue.ambiguous)) return nothing;
  const own = vocabulary.categories.filter(({ inCode }) => isNamed(name, inCode));
  if (own.length > 0) return { kind: 'category', categories: own.map(({ id }) => id) };
  const known = catalogue.names.find(({ inCode }) => isNamed(name, inCode));
  if (known === undefined) return nothing;
  const covered = vocabulary.categories.filter(({ dpv }) => dpv === known.dpv);
  return covered.length > 0
    ? { kind: 'category', categories: covered.map(({ id }) => id) }
    : { kind: 'undeclared', name: known.name };
}
