import type { Fact, FieldFact, ModelFact } from '../facts.ts';

/**
 * The facts of a program without what migrations repeat: where a schema declares the table, it is the
 * truth, and carries what is said of the columns. A column that only the migrations know is in the
 * database all the same, and stays.
 */
export function withoutRepeated(facts: readonly Fact[]): readonly Fact[] {
  const declared = new Map<string, readonly FieldFact[]>();
  for (const fact of facts) {
    if (fact.kind !== 'model' || fact.source === 'migration') continue;
    const table = fact.table.toLowerCase();
    declared.set(table, [...(declared.get(table) ?? []), ...fact.fields]);
  }
  return facts.flatMap((fact): readonly Fact[] => {
    if (fact.kind !== 'model' || fact.source !== 'migration') return [fact];
    const fields = declared.get(fact.table.toLowerCase());
    return fields === undefined ? [fact] : undeclared(fact, fields);
  });
}

function undeclared(table: ModelFact, fields: readonly FieldFact[]): readonly ModelFact[] {
  const known = new Set(fields.flatMap(({ name, column }) => [plain(name), plain(column)]));
  const missing = table.fields.filter(({ column }) => !known.has(plain(column)));
  return missing.length === 0 ? [] : [{ ...table, fields: missing }];
}

/** `cardNumber`, `card_number` and `CARD_NUMBER` are one column. */
function plain(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}
