import type { Category, CompiledPolicy } from '@troth/compiler';
import { knownRegions, type KnownRegions } from './region.ts';

/** The words of a policy as integers, and the category tree walked once. */
export interface Tables {
  readonly categories: ReadonlyMap<string, number>;
  readonly purposes: ReadonlyMap<string, number>;
  readonly recipients: ReadonlyMap<string, number>;
  /** Ids of the recipients that buy data. */
  readonly buyers: ReadonlySet<string>;
  readonly regions: KnownRegions;
  /** Clause ids in page order; a clause's number is its place here. */
  readonly clauses: readonly string[];
  /** By clause: those it is an exception to. */
  readonly exceptTo: readonly ReadonlySet<number>[];
  /** By clause: those that narrow it. */
  readonly narrowedBy: readonly (readonly number[])[];
  /** By category: itself and everything above it. */
  readonly above: readonly (readonly number[])[];
  /** By category: everything below it, without itself. */
  readonly below: readonly (readonly number[])[];
}

export function buildTables(policy: CompiledPolicy): Tables {
  const { categories, purposes, recipients } = policy.vocabulary;
  const numbers = numbered(categories.map((category) => category.id));
  const above = categories.map((category) => lineage(category, numbers, categories));
  const below: number[][] = categories.map(() => []);
  above.forEach((line, number) =>
    line.slice(1).forEach((ancestor) => below[ancestor]?.push(number)),
  );
  const clauses = numbered(policy.clauses.map((clause) => clause.id));
  const refer = (ids: readonly string[]): readonly number[] =>
    ids.map((id) => clauses.get(id)).filter((number) => number !== undefined);
  const narrowedBy: number[][] = policy.clauses.map(() => []);
  policy.clauses.forEach(({ narrows }, by) => {
    for (const narrowed of refer(narrows)) narrowedBy[narrowed]?.push(by);
  });
  return {
    categories: numbers,
    purposes: numbered(purposes.map((purpose) => purpose.id)),
    recipients: numbered(recipients.map((recipient) => recipient.id)),
    buyers: new Set(recipients.filter(({ role }) => role === 'buyer').map(({ id }) => id)),
    regions: knownRegions(policy.vocabulary.regions),
    clauses: [...clauses.keys()],
    exceptTo: policy.clauses.map((clause) => new Set(refer(clause.exceptTo))),
    narrowedBy,
    above,
    below,
  };
}

function numbered(ids: readonly string[]): ReadonlyMap<string, number> {
  return new Map(ids.map((id, number) => [id, number]));
}

/** Itself first. A circle among the parents, which the compiler refuses, ends the walk. */
function lineage(
  category: Category,
  numbers: ReadonlyMap<string, number>,
  categories: readonly Category[],
): readonly number[] {
  const line: number[] = [];
  let current: Category | undefined = category;
  while (current !== undefined) {
    const number = numbers.get(current.id);
    if (number === undefined || line.includes(number)) break;
    line.push(number);
    const parent: number | undefined =
      current.parent === undefined ? undefined : numbers.get(current.parent);
    current = parent === undefined ? undefined : categories[parent];
  }
  return line;
}
