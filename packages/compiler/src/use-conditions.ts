import type { JsonSchema } from '@troth/language';
import {
  demanded,
  differ,
  fewerIsTighter,
  higherIsTighter,
  incomparable,
  listed,
  unorderedDifferences,
  type Difference,
} from '@troth/orders';
import { listOfWords, nameOf } from './bound-value.ts';
import type { ValueMutation } from './mutations/mutation.ts';
import { nameMutations } from './mutations/names.ts';
import { described, ids, keys } from './schema-words.ts';
import type { Bindings } from './verb.ts';

/** What must hold for the use; each becomes an obligation when the caller has not said, and a deny when said to be false. */
export interface UseConditions {
  /** Only in groups of at least this many data subjects. */
  readonly aggregate?: { readonly minimum: number };
  /** The closed list of mail kinds. */
  readonly kinds?: readonly string[];
  /** The data subject may say no, by an objection to the purpose. */
  readonly optOut?: boolean;
  /** The one who benefits must be the data subject. */
  readonly beneficiary?: 'data-subject';
  /** An open case must be named. */
  readonly case?: boolean;
  readonly log?: boolean;
  readonly mask?: boolean;
  /** The data subject must be told of it. */
  readonly notify?: boolean;
  /** The data subject's consent to the purpose must be on record; without it the use denies. */
  readonly consent?: boolean;
  /** In whole years; an age that is not named is not old enough. */
  readonly minimumAge?: number;
  /** Products of the company in which alone this is done; a product that is not named is none of them. */
  readonly products?: readonly string[];
}

/** Conditions as `use` and `limit` write them. */
export interface RawConditions {
  readonly aggregate?: { readonly minimum: number };
  readonly kinds?: readonly string[];
  readonly minimumAge?: number;
  readonly products?: readonly string[];
  readonly requires?: readonly ('case' | 'log' | 'mask' | 'notify' | 'consent')[];
}

export const conditionKeys: Readonly<Record<keyof RawConditions, JsonSchema>> = {
  aggregate: described(
    'only as sums over many people',
    keys(['minimum'], {
      minimum: described('least number of people in a sum', { type: 'integer', minimum: 2 }),
    }),
  ),
  kinds: described('kinds of message or use', ids),
  minimumAge: described('youngest age in years', { type: 'integer', minimum: 1, maximum: 99 }),
  products: described('products the rule is for; all where it is absent', ids),
  requires: described('what each use needs: a case, a log entry, masked values, a notice', {
    type: 'array',
    minItems: 1,
    uniqueItems: true,
    items: { enum: ['case', 'log', 'mask', 'notify', 'consent'] },
  }),
};

export function conditionsOf(raw: RawConditions): UseConditions {
  const { aggregate, kinds, minimumAge, products, requires = [] } = raw;
  return {
    ...(aggregate && { aggregate }),
    ...(kinds && { kinds }),
    ...(minimumAge !== undefined && { minimumAge }),
    ...(products && { products }),
    ...(requires.includes('case') && { case: true }),
    ...(requires.includes('log') && { log: true }),
    ...(requires.includes('mask') && { mask: true }),
    ...(requires.includes('notify') && { notify: true }),
    ...(requires.includes('consent') && { consent: true }),
  };
}

export function conditionBindings({ kinds, minimumAge, products }: UseConditions): Bindings {
  return {
    kinds: listOfWords(kinds ?? []),
    ...(minimumAge !== undefined && { minimumAge: nameOf(String(minimumAge)) }),
    ...(products && { products: listOfWords(products) }),
  };
}

/** The end of a rule's words. */
export function conditionsInWords(conditions: UseConditions): string {
  const { aggregate, kinds, minimumAge, products } = conditions;
  const words = [
    ...(aggregate === undefined ? [] : [`in groups of at least ${aggregate.minimum} people`]),
    ...(kinds === undefined ? [] : [`as ${kinds.join(' or ')} only`]),
    ...FLAGS.filter(([key]) => conditions[key] === true).map(([, said]) => said),
    ...(conditions.beneficiary === undefined ? [] : ['for the benefit of the person alone']),
    ...(minimumAge === undefined ? [] : [`by people of ${minimumAge} and over`]),
    ...(products === undefined ? [] : [`in ${products.join(' or ')}`]),
  ];
  return words.length === 0 ? '' : `, ${words.join(', ')}`;
}

const FLAGS = [
  ['optOut', 'unless the person has said no'],
  ['case', 'with an open case'],
  ['log', 'with each access logged'],
  ['mask', 'with values masked'],
  ['notify', 'with notice to the person'],
  ['consent', 'with a consent on record'],
] as const;

const ORDERED: readonly (keyof UseConditions)[] = [
  'aggregate',
  'kinds',
  'beneficiary',
  'minimumAge',
  'products',
  ...FLAGS.map(([key]) => key),
];

/** A condition more, or a stricter one, is tighter. */
export function conditionDifferences(
  verb: string,
  before: UseConditions,
  after: UseConditions,
): readonly Difference[] {
  const names = (key: 'kinds' | 'products'): readonly Difference[] =>
    differ(`${verb}.${key}`, [set(before[key]), set(after[key])], demanded(fewerIsTighter), listed);
  return [
    ...differ(
      `${verb}.aggregate`,
      [before.aggregate?.minimum, after.aggregate?.minimum],
      demanded(higherIsTighter),
      (minimum) => `groups of at least ${minimum}`,
    ),
    ...names('kinds'),
    ...differ(
      `${verb}.beneficiary`,
      [before.beneficiary, after.beneficiary],
      demanded<string>(incomparable),
    ),
    ...differ(
      `${verb}.minimumAge`,
      [before.minimumAge, after.minimumAge],
      demanded(higherIsTighter),
      (age) => `${age} years`,
    ),
    ...names('products'),
    ...FLAGS.flatMap(([key]) =>
      differ(`${verb}.${key}`, [flag(before[key]), flag(after[key])], demanded(incomparable)),
    ),
    ...unorderedDifferences(verb, before, after, ORDERED),
  ];
}

function set(names: readonly string[] | undefined): ReadonlySet<string> | undefined {
  return names === undefined ? undefined : new Set(names);
}

function flag(value: boolean | undefined): string | undefined {
  return value === true ? 'yes' : undefined;
}

/** Each condition dropped, those of a size or a list a little moved, and three added. */
export function conditionMutations(
  conditions: UseConditions,
): readonly ValueMutation<UseConditions>[] {
  return [
    ...dropped(conditions),
    ...groupSizes(conditions),
    ...kindMutations(conditions),
    ...ages(conditions),
    ...(['case', 'mask', 'consent'] as const)
      .filter((name) => conditions[name] !== true)
      .map((name) => ({
        what: `requires: ${name} added`,
        direction: 'tightens' as const,
        value: { ...conditions, [name]: true },
      })),
  ];
}

function dropped(conditions: UseConditions): readonly ValueMutation<UseConditions>[] {
  return Object.keys(conditions).map((name) => ({
    what: `${name} dropped`,
    direction: 'loosens',
    value: Object.fromEntries(Object.entries(conditions).filter(([key]) => key !== name)),
  }));
}

function groupSizes(conditions: UseConditions): readonly ValueMutation<UseConditions>[] {
  const minimum = conditions.aggregate?.minimum;
  if (minimum === undefined) return [];
  const of = (size: number): UseConditions => ({ ...conditions, aggregate: { minimum: size } });
  const what = (size: number): string => `aggregate: groups of ${minimum} → ${size}`;
  return [
    ...(minimum > 2
      ? [{ what: what(minimum - 1), direction: 'loosens' as const, value: of(minimum - 1) }]
      : []),
    { what: what(minimum + 1), direction: 'tightens', value: of(minimum + 1) },
  ];
}

function kindMutations(conditions: UseConditions): readonly ValueMutation<UseConditions>[] {
  if (conditions.kinds === undefined) return [];
  const list = {
    key: 'kinds',
    names: conditions.kinds,
    known: [...conditions.kinds, 'newsletter'],
    more: 'loosens',
  } as const;
  return nameMutations(list).map((mutation) => ({
    ...mutation,
    value: { ...conditions, kinds: mutation.value },
  }));
}

function ages(conditions: UseConditions): readonly ValueMutation<UseConditions>[] {
  const age = conditions.minimumAge;
  if (age === undefined) return [];
  return ([-1, 1] as const).map((step) => ({
    what: `minimumAge: ${age} → ${age + step}`,
    direction: step < 0 ? 'loosens' : 'tightens',
    value: { ...conditions, minimumAge: age + step },
  }));
}
