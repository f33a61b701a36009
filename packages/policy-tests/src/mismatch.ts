/** What two sets of names do not have in common, as a message; empty where they are the same. */
export function mismatched(
  word: string,
  expected: readonly string[],
  got: readonly string[],
): readonly string[] {
  const [wanted, found] = [expected, got].map((names) => [...new Set(names)].toSorted());
  return String(wanted) === String(found)
    ? []
    : [`expected ${word}: ${listed(expected)}; got ${listed(got)}`];
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : names.toSorted().join(', ');
}
