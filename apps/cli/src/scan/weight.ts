import type { Finding } from '@troth/scanner';

/** What does most harm first: data that has left cannot be called back, a setting can be turned. */
const families: readonly string[] = [
  'collection/card-number',
  'transit/cert-validation-disabled',
  'access/public-exposure',
  'sharing/',
  'purpose/',
  'transit/',
  'rest/',
  'retention/',
  'rights/',
  'access/',
  'collection/',
  'page/',
];

/**
 * The findings to begin with: of each rule its first in turn, by the harm they do, so that a hundred
 * of one kind do not hide the one of another.
 */
export function weightiest(findings: readonly Finding[], count: number): readonly Finding[] {
  const turns = new Map<string, number>();
  return findings
    .map((found) => {
      const turn = turns.get(found.rule) ?? 0;
      turns.set(found.rule, turn + 1);
      return { found, turn, weight: weightOf(found) };
    })
    .toSorted((a, b) => a.turn - b.turn || a.weight - b.weight)
    .slice(0, count)
    .map(({ found }) => found);
}

function weightOf({ rule }: Finding): number {
  const at = families.findIndex((family) => rule.startsWith(family));
  return at === -1 ? families.length : at;
}
