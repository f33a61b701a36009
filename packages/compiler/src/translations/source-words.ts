import type { CompiledClause, CompiledPolicy } from '../compiled-policy.ts';

/**
 * Every word that a page can show beside the sentences: names of the vocabulary, and items of lists
 * inside sentences. The company's own name is the same in every language.
 */
export function sourceWords({
  vocabulary,
  controller,
  clauses,
}: CompiledPolicy): ReadonlySet<string> {
  const { categories, purposes, recipients, events, regions, obligations } = vocabulary;
  const words = new Set([
    ...[categories, purposes, recipients, events, regions, obligations].flatMap((list) =>
      list.map(({ name }) => name),
    ),
    ...recipients.flatMap(({ service }) => (service === undefined ? [] : [service])),
    ...clauses.flatMap(listItems),
  ]);
  words.delete(controller.name);
  words.delete(controller.shortName);
  return words;
}

function listItems({ lead = [], text, summary = [] }: CompiledClause): readonly string[] {
  return [...lead, ...text, ...summary].flatMap((segment) =>
    segment.kind === 'binding' && segment.value.type === 'list' ? segment.value.items : [],
  );
}
