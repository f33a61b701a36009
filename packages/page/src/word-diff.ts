/** A run of words that two texts share, or that only one of them has. */
export interface Run {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/**
 * What became of a sentence, word by word: the longest common subsequence stays, removed words
 * stand before added ones. Time and space grow with the product of the two lengths.
 */
export function wordDiff(before: string, after: string): readonly Run[] {
  const a = wordsOf(before);
  const b = wordsOf(after);
  const common = commonLengths(a, b);
  const runs: { kind: Run['kind']; words: string[] }[] = [];
  const push = (kind: Run['kind'], word: string): void => {
    const last = runs.at(-1);
    if (last?.kind === kind) last.words.push(word);
    else runs.push({ kind, words: [word] });
  };
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const left = a[i];
    const right = b[j];
    if (left !== undefined && left === right) {
      push('same', left);
      i += 1;
      j += 1;
    } else if (left !== undefined && lengthAt(common, i + 1, j) >= lengthAt(common, i, j + 1)) {
      push('removed', left);
      i += 1;
    } else if (right !== undefined) {
      push('added', right);
      j += 1;
    } else if (left !== undefined) {
      push('removed', left);
      i += 1;
    }
  }
  return runs.map(({ kind, words }) => ({ kind, text: words.join(' ') }));
}

function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** `[i][j]`: how many words the tails from `i` and from `j` have in common, in order. */
function commonLengths(a: readonly string[], b: readonly string[]): readonly (readonly number[])[] {
  const rows: number[][] = Array.from({ length: a.length + 1 }, () =>
    Array.from({ length: b.length + 1 }, () => 0),
  );
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const row = rows[i] ?? [];
    for (let j = b.length - 1; j >= 0; j -= 1) {
      row[j] =
        a[i] === b[j]
          ? lengthAt(rows, i + 1, j + 1) + 1
          : Math.max(lengthAt(rows, i + 1, j), lengthAt(rows, i, j + 1));
    }
  }
  return rows;
}

/** Beyond either end nothing is common; it also loses against any length there is. */
function lengthAt(rows: readonly (readonly number[])[], i: number, j: number): number {
  return rows[i]?.[j] ?? -1;
}
