import type { UseConditions, UseRule, Vocabulary } from '@troth/compiler';
import { categoryMutations } from '../categories.ts';
import { opposite, within, type Mutation, type ValueMutation } from '../mutant.ts';
import { nameMutations } from '../names.ts';

/** More data or purposes and fewer conditions break the promise; of `only`, less data does. */
export function useMutations(rule: UseRule, vocabulary: Vocabulary): readonly Mutation<UseRule>[] {
  const purposes = vocabulary.purposes.map(({ id }) => id);
  const more = rule.exclusive ? 'tightens' : 'loosens';
  return [
    ...within(categoryMutations(rule.data, vocabulary, more), (data) => ({ ...rule, data })),
    ...within(
      nameMutations({ key: 'for', names: rule.purposes, known: purposes, more: 'loosens' }),
      (names) => ({ ...rule, purposes: names }),
    ),
    {
      what: rule.exclusive ? 'only → for' : 'for → only',
      direction: opposite(more),
      rule: { ...rule, exclusive: !rule.exclusive },
    },
    ...within(conditionMutations(rule.conditions), (conditions) => ({ ...rule, conditions })),
  ];
}

export function conditionMutations(
  conditions: UseConditions,
): readonly ValueMutation<UseConditions>[] {
  return [
    ...dropped(conditions),
    ...groupSizes(conditions),
    ...kinds(conditions),
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

function kinds(conditions: UseConditions): readonly ValueMutation<UseConditions>[] {
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
  return [
    {
      what: `minimumAge: ${age} → ${age - 1}`,
      direction: 'loosens',
      value: { ...conditions, minimumAge: age - 1 },
    },
    {
      what: `minimumAge: ${age} → ${age + 1}`,
      direction: 'tightens',
      value: { ...conditions, minimumAge: age + 1 },
    },
  ];
}
