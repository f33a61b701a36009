import type { Fact } from '../facts.ts';

/**
 * The facts of a program without tables that migrations repeat: where a schema declares the table, it
 * is the truth, and carries what is said of the columns.
 */
export function withoutRepeated(facts: readonly Fact[]): readonly Fact[] {
  const declared = new Set(
    facts.flatMap((fact) =>
      fact.kind === 'model' && fact.source !== 'migration' ? [fact.table.toLowerCase()] : [],
    ),
  );
  return facts.filter(
    (fact) =>
      fact.kind !== 'model' ||
      fact.source !== 'migration' ||
      !declared.has(fact.table.toLowerCase()),
  );
}
