import type { BoundValue } from './compiled-policy.ts';
import type { RuleScope } from './scope.ts';

/** The names of ids of the vocabulary, in their order. */
export function listOfNames(
  scope: RuleScope,
  list: 'recipients' | 'purposes' | 'categories' | 'regions',
  ids: readonly string[],
): BoundValue {
  const names = new Map(scope.vocabulary[list].map(({ id, name }) => [id, name]));
  return plainList(ids.map((id) => names.get(id) ?? id));
}

/** Ids that need no vocabulary, as words: `run-completion` reads `run completion`. */
export function listOfWords(ids: readonly string[]): BoundValue {
  return plainList(ids.map((id) => id.replaceAll('-', ' ')));
}

/** One word or name. */
export function nameOf(text: string): BoundValue {
  return { type: 'name', text };
}

function plainList(items: readonly string[]): BoundValue {
  return { type: 'list', items, style: 'plain' };
}
