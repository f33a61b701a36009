/** How often something was done, and by how many people. */
export interface Count {
  readonly kind: string;
  readonly times: number;
  readonly people: number;
}

export interface Figure {
  readonly kind: string;
  readonly timesPerPerson: number;
}

/**
 * What may be known of how the platform is used: figures of many people together. A group that is too
 * small to hide one of them is left out, not rounded.
 * @param atLeast people that a figure is made of, 1 or more
 */
export function figuresOf(counts: readonly Count[], atLeast: number): readonly Figure[] {
  return counts
    .filter(({ people }) => people >= Math.max(1, atLeast))
    .map(({ kind, times, people }) => ({ kind, timesPerPerson: times / people }));
}
