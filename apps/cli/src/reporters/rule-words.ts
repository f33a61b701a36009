import { verbOf, type Namer, type Rule, type Vocabulary } from '@troth/compiler';

/** A rule in words that a person checks against the sentence above it. */
export function ruleInWords(rule: Rule, vocabulary: Vocabulary): string {
  return verbOf(rule).inWords(rule, namer(vocabulary));
}

/** The vocabulary's own names for ids, which is what the page and the lawyers use. */
function namer({ categories, purposes, recipients, regions, obligations }: Vocabulary): Namer {
  const names = new Map(
    [...categories, ...purposes, ...recipients, ...regions, ...obligations].map(({ id, name }) => [
      id,
      name,
    ]),
  );
  return (ids) => ids.map((id) => names.get(id) ?? id).join(', ');
}
