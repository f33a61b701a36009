import type { Fact } from '../facts.ts';

/** One fact for what is said twice of one place: by two readers, or by way of an alias. */
export function distinct(facts: readonly Fact[]): readonly Fact[] {
  const known = new Map<string, Fact>();
  for (const fact of facts) {
    const said = 'written' in fact ? fact.written : fact.subject;
    const key = `${fact.kind} ${fact.at.line}:${fact.at.column} ${said}`;
    if (!known.has(key)) known.set(key, fact);
  }
  return [...known.values()];
}
