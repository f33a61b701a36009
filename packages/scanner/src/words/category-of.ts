import type { ModelFact } from '@troth/facts';

import { nothing } from './lexicon.ts';
import type { Lexicon, Meaning } from './lexicon.ts';
import { normalName, wordsOf } from './normal-name.ts';

/** The words by which names in code are understood: general ones, and what models say of their fields. */
export interface Words {
  readonly lexicon: Lexicon;
  /** By normal name. */
  readonly models: ReadonlyMap<string, ModelFact>;
}

/** Properties that say how much or whether, and nothing about a person. */
const measures = new Set(
  ['length', 'size', 'count', 'total', 'includes', 'startsWith', 'endsWith', 'has'].map(normalName),
);

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
  if (last === undefined || measures.has(normalName(last))) return nothing;
  // A type is that of what the last name stands on, and of the value itself when there is one name.
  const holder = path.length === 1 ? undefined : (type ?? path.at(-2));
  const declared = declaredMeaning(last, holder, words);
  if (declared !== undefined) return declared;
  const named = meaningOfName(last, holder, words);
  return named.kind === 'nothing' ? wholePerson(last, words) : named;
}

/** The same few names stand all over a program. */
const meaningsOf = new WeakMap<Lexicon, Map<string, Meaning>>();

/** The meaning of a field called `name` on something called `holder`. */
export function meaningOfName(name: string, holder: string | undefined, words: Words): Meaning {
  const known = meaningsOf.get(words.lexicon) ?? new Map<string, Meaning>();
  meaningsOf.set(words.lexicon, known);
  const key = holder === undefined ? name : `${holder}.${name}`;
  const meaning = known.get(key) ?? namedMeaning(name, holder, words);
  known.set(key, meaning);
  return meaning;
}

function namedMeaning(name: string, holder: string | undefined, words: Words): Meaning {
  const { lexicon } = words;
  if (lexicon.systems.has(wordsOf(holder ?? '').at(-1) ?? '')) return nothing;
  const onPerson = isPerson(holder, words);
  const own = lookUp(name, onPerson, lexicon);
  if (own.kind !== 'nothing') return own;
  // `ownerEmail` is what `owner.email` is.
  const parts = wordsOf(name);
  for (let cut = 1; cut < parts.length; cut += 1) {
    if (isPerson(parts.slice(0, cut).join(''), words)) {
      const of = lookUp(parts.slice(cut).join(''), true, lexicon);
      if (of.kind !== 'nothing') return of;
    }
  }
  const core = withoutSides(parts);
  return core.length === parts.length ? nothing : lookUp(core.join(''), onPerson, lexicon);
}

/** Whether a value is the program's own setting, so that no key makes it somebody's. */
export function isSetting(path: readonly string[], { lexicon }: Words): boolean {
  return path.some((word) => lexicon.systems.has(wordsOf(word).at(-1) ?? ''));
}

const before = new Set(
  [
    'new old from to current previous original primary secondary contact reply work personal',
    'verified raw normalized lower trimmed my your our their existing updated submitted entered',
    'favorite all unique',
  ].flatMap((line) => line.split(' ')),
);
const after = new Set(
  'list array map string str value values param lower lowercase normalized trimmed raw to store'.split(
    ' ',
  ),
);

/** The words that say what it is, without those that say which one or in what form: `newEmail`, `emailList`. */
function withoutSides(words: readonly string[]): readonly string[] {
  let [start, end] = [0, words.length];
  while (start < end - 1 && before.has(words[start] ?? '')) start += 1;
  while (end > start + 1 && after.has(words[end - 1] ?? '')) end -= 1;
  return words.slice(start, end);
}

/** Whether an object of this name stands for a person. */
export function isPerson(name: string | undefined, { lexicon }: Words): boolean {
  if (name === undefined) return false;
  const last = wordsOf(name).at(-1) ?? '';
  return [normalName(name), last, singular(last)].some((one) => lexicon.persons.has(one));
}

/** Words that say which record it is, and not that it is something else: `currentUser`, `newPatient`. */
const determiners = new Set([
  'current',
  'new',
  'existing',
  'session',
  'auth',
  'authenticated',
  'found',
  'updated',
  'all',
  'my',
  ...'info data record details obj object entity doc dto row payload list array json'.split(' '),
]);

/** A value that is a person's whole record: `console.log(user)`. */
function wholePerson(name: string, { lexicon, models }: Words): Meaning {
  const fields = models.get(normalName(name))?.fields ?? [];
  const categories = fields.flatMap(({ data }) => data);
  if (categories.length > 0) return { kind: 'category', categories: [...new Set(categories)] };
  const [only, ...rest] = wordsOf(name).filter((word) => !determiners.has(word));
  return only !== undefined && rest.length === 0 && lexicon.records.has(singular(only))
    ? { kind: 'undeclared', name: 'the record of a person' }
    : nothing;
}

function declaredMeaning(
  name: string,
  holder: string | undefined,
  { models }: Words,
): Meaning | undefined {
  const model = holder === undefined ? undefined : models.get(normalName(holder));
  const field = model?.fields.find((one) => one.name === name);
  if (field === undefined) return undefined;
  if (field.data.length > 0) return { kind: 'category', categories: field.data };
  return field.none === undefined ? undefined : nothing;
}

function lookUp(name: string, onPerson: boolean, { ambiguous, meaningOf }: Lexicon): Meaning {
  const forms = [name, singular(name)].filter((one) => onPerson || !ambiguous.has(normalName(one)));
  return forms.map(meaningOf).find(({ kind }) => kind !== 'nothing') ?? nothing;
}

function singular(word: string): string {
  return word.endsWith('s') ? word.slice(0, -1) : word;
}
