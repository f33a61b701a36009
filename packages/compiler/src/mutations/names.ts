import { opposite } from '@troth/orders';
import type { Leaning, ValueMutation } from './mutation.ts';

export interface ListOfNames<N extends string> {
  /** As it is called in the YAML. */
  readonly key: string;
  readonly names: readonly N[];
  /** Names that may be added; the first and the last that the list lacks are tried. */
  readonly known: readonly N[];
  /** What one name more does. */
  readonly more: Leaning;
}

/** One name dropped (a list that must not be empty keeps its last one), one added. */
export function nameMutations<N extends string>(
  list: ListOfNames<N>,
): readonly ValueMutation<readonly N[]>[] {
  const { key, names, known, more } = list;
  const missing = known.filter((name) => !names.includes(name));
  const added = [...new Set([...missing.slice(0, 1), ...missing.slice(-1)])];
  return [
    ...dropped(list),
    ...added.map((name) => ({
      what: `${key}: ${name} added`,
      direction: more,
      value: [...names, name],
    })),
  ];
}

function dropped<N extends string>({
  key,
  names,
  more,
}: ListOfNames<N>): readonly ValueMutation<readonly N[]>[] {
  if (names.length < 2) return [];
  return names.map((name) => ({
    what: `${key}: ${name} dropped`,
    direction: opposite(more),
    value: names.filter((other) => other !== name),
  }));
}
