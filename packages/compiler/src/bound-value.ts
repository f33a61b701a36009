import type { Duration } from '@troth/language';
import type { BoundValue } from './compiled-policy.ts';

/** The names of ids among the words of one list, in their order. */
export function listOfNames(
  words: readonly { readonly id: string; readonly name: string }[],
  ids: readonly string[],
): BoundValue {
  return listOf(ids.map((id) => words.find((word) => word.id === id)?.name ?? id));
}

/** Ids that need no vocabulary, as words: `run-completion` reads `run completion`. */
export function listOfWords(ids: readonly string[]): BoundValue {
  return listOf(ids.map((id) => id.replaceAll('-', ' ')));
}

/** Texts in a row. */
export function listOf(items: readonly string[]): BoundValue {
  return { type: 'list', items, style: 'plain' };
}

/** One word or name. */
export function nameOf(text: string): BoundValue {
  return { type: 'name', text };
}

/** Times by their key, without those that are not stated. */
export function timesOf(
  times: Readonly<Record<string, Duration | undefined>>,
): Readonly<Record<string, BoundValue>> {
  return Object.fromEntries(
    Object.entries(times).flatMap(([key, duration]) =>
      duration === undefined ? [] : [[key, { type: 'duration', duration }] as const],
    ),
  );
}
