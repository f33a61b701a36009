/**
 * The candidate a mistyped word was probably meant to be: at most a third of its letters away,
 * and nearer than every other.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: { readonly word: string; readonly distance: number } | undefined;
  for (const candidate of candidates) {
    if (Math.abs(word.length - candidate.length) > limit) continue;
    const distance = distanceOf(word, candidate);
    if (distance <= limit && (!best || distance < best.distance))
      best = { word: candidate, distance };
  }
  return best?.word;
}

/**
 * The one candidate a word can only have been meant to be: one slip away (two in a word of eight
 * letters or more), no shorter than four letters, and every other candidate further off.
 */
export function surelyMeant(word: string, candidates: Iterable<string>): string | undefined {
  const limit = word.length < 8 ? 1 : 2;
  if (word.length < 4) return undefined;
  const near = [...new Set(candidates)].filter(
    (candidate) =>
      Math.abs(word.length - candidate.length) <= limit + 1 &&
      distanceOf(word, candidate) <= limit + 1,
  );
  const [only] = near;
  return near.length === 1 && only !== undefined && distanceOf(word, only) <= limit
    ? only
    : undefined;
}

/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
function distanceOf(a: string, b: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (last[j - 1] ?? 0) + Number(a[i - 1] !== b[j - 1]);
      const swap =
        a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? (beforeLast[j - 2] ?? 0) + 1
          : Number.POSITIVE_INFINITY;
      row.push(Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, substitution, swap));
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
