/** How the newer of two values stands to the older one. `mixed`: neither is within the other. */
export type Comparison = 'equal' | 'tightens' | 'loosens' | 'mixed';

/** A partial order: reflexive, antisymmetric, transitive; the tests hold each one to that. */
export type Order<T> = (before: T, after: T) => Comparison;

/** The same the other way round. */
export function opposite<D extends string>(direction: D): D | 'tightens' | 'loosens' {
  if (direction === 'tightens') return 'loosens';
  return direction === 'loosens' ? 'tightens' : direction;
}

/** Both together: one that tightens and one that loosens are mixed. */
export function together(comparisons: readonly Comparison[]): Comparison {
  const unequal = new Set(comparisons.filter((comparison) => comparison !== 'equal'));
  const [only, ...others] = unequal;
  if (only === undefined) return 'equal';
  return others.length === 0 ? only : 'mixed';
}

export const fewerIsTighter: Order<ReadonlySet<string>> = (before, after) => {
  const isWithinBefore = [...after].every((name) => before.has(name));
  const isWithinAfter = [...before].every((name) => after.has(name));
  if (isWithinBefore && isWithinAfter) return 'equal';
  if (isWithinBefore) return 'tightens';
  return isWithinAfter ? 'loosens' : 'mixed';
};

export const moreIsTighter: Order<ReadonlySet<string>> = (before, after) =>
  opposite(fewerIsTighter(before, after));

export const lowerIsTighter: Order<number> = (before, after) => {
  if (before === after) return 'equal';
  return after < before ? 'tightens' : 'loosens';
};

export const higherIsTighter: Order<number> = (before, after) =>
  opposite(lowerIsTighter(before, after));

/** There is no telling which of two different words is the tighter. */
export const incomparable: Order<string> = (before, after) =>
  before === after ? 'equal' : 'mixed';

/** A demand that is absent is looser than any that is there. */
export function demanded<T>(order: Order<T>): Order<T | undefined> {
  return (before, after) => {
    if (before === undefined) return after === undefined ? 'equal' : 'tightens';
    return after === undefined ? 'loosens' : order(before, after);
  };
}

/** Something that the company keeps for itself: what is absent is tighter than any that is there. */
export function reserved<T>(order: Order<T>): Order<T | undefined> {
  return (before, after) => {
    if (before === undefined) return after === undefined ? 'equal' : 'loosens';
    return after === undefined ? 'tightens' : order(before, after);
  };
}
