/** As many of `items` as asked, drawn by a seed and given in their own order; all where there are fewer. */
export function sampleOf<T>(items: readonly T[], size: number, seed: number): readonly T[] {
  const random = generator(seed);
  const drawn = items
    .map((_, index) => ({ index, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .slice(0, size)
    .map(({ index }) => index);
  const chosen = new Set(drawn);
  return items.filter((_, index) => chosen.has(index));
}

/** Mulberry32: numbers from 0 to 1 that are the same for a seed on every machine. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
